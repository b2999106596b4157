// packages/rules as a browser gets it: all of its modules in one file, and all of its tests in another one that needs no
// Node. Both are what esbuild makes of the sources as they stand.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import type { BuildOptions, Plugin } from 'esbuild'

export const root = join(import.meta.dirname, '../..')
const source = join(root, 'packages/rules/src')
/** As the portal builds for browsers: apps/portal/src/ui/assets.ts. */
const target = ['chrome105', 'firefox115', 'safari16']

function namesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.ts'))
}

/** Every module of the package but tests and what only tests use: fixtures, and what builds on them. */
export function rulesModules(): string[] {
  return namesIn(source).filter(
    (name) =>
      !/\.test\.ts$|fixture\.ts$/.test(name) &&
      !readFileSync(join(source, name), 'utf8').includes("-fixture.ts'"),
  )
}

/**
 * What no page computes: the fast path for the files of a whole nation, which stands on byte-index.ts, and rule sets laid
 * out for people or checkers, which the server and the command line do.
 */
const NOT_FOR_PAGES = ['byte-index.ts', 'rule-set-words.ts', 'rule-set-schema.ts']

/** What a page needs that only ranks: the fast path, and reading a rule set. */
export const RANKING_BYTES = ['rule-set.ts', 'rank-bytes.ts']

/** All that a page can be asked to compute, which is more than any page loads. */
export function pageModules(): string[] {
  const modules = rulesModules()
  const imports = new Map(
    modules.map((name) => {
      const text = readFileSync(join(source, name), 'utf8')
      return [name, [...text.matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1] ?? '')]
    }),
  )
  const left = new Set(NOT_FOR_PAGES)
  for (let before = 0; before < left.size;) {
    before = left.size
    for (const [name, from] of imports) if (from.some((one) => left.has(one))) left.add(name)
  }
  return modules.filter((name) => !left.has(name))
}

export async function bundleRules(
  modules: readonly string[],
  options: BuildOptions = {},
): Promise<{ code: string; inputs: string[] }> {
  const contents = modules.map((name) => `export * from './${name}'`).join('\n')
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target,
    minify: true,
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: root,
    ...options,
    write: false,
  })
  return {
    code: outputFiles[0]?.text ?? '',
    inputs: Object.keys(metafile?.inputs ?? {}).filter((name) => name !== '<stdin>'),
  }
}

/** The modules of the package that the scripts of the site load. */
export async function modulesOfIslands(): Promise<string[]> {
  const folder = join(root, 'apps/portal/src/islands')
  const { metafile } = await build({
    entryPoints: namesIn(folder)
      .filter((name) => !name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
    bundle: true,
    format: 'esm',
    outdir: root,
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: root,
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx/dom',
  })
  return Object.keys(metafile.inputs)
    .filter((path) => path.startsWith('packages/rules/src/'))
    .map((path) => path.slice('packages/rules/src/'.length))
}

/** Where the tests believe to be, so that no path of this machine gets into a page. */
const PRETENDED = '/checkout'

const IN_PAGE: Readonly<Record<string, string>> = {
  'node:test': 'node-test.ts',
  'node:assert/strict': 'assert.ts',
  'node:fs': 'node-fs.ts',
}

const inPage: Plugin = {
  name: 'in-page',
  setup(plugin) {
    plugin.onResolve({ filter: /^node:/ }, ({ path }) => {
      const name = IN_PAGE[path]
      return name === undefined ? undefined : { path: join(import.meta.dirname, 'in-page', name) }
    })
    plugin.onLoad({ filter: /\/packages\/rules\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(`file://${PRETENDED}/project/${relative(root, path)}`),
      ),
      loader: 'ts',
      resolveDir: dirname(path),
    }))
  },
}

/** Tests that use more of Node than there is in a page cannot go there. */
export function rulesTests(): { inPage: string[]; leftOut: string[] } {
  const tests = namesIn(source).filter((name) => name.endsWith('.test.ts'))
  const needsNode = (name: string) =>
    [...readFileSync(join(source, name), 'utf8').matchAll(/from '(node:[^']+)'/g)].some(
      (match) => !Object.hasOwn(IN_PAGE, match[1] ?? ''),
    )
  return {
    inPage: tests.filter((name) => !needsNode(name)),
    leftOut: tests.filter((name) => needsNode(name)),
  }
}

/**
 * One script that takes the clock, chance, the network and the locale away and then defines `runRulesTests`, which runs
 * the tests; it needs a function `readProjectFile`.
 */
export async function bundleRulesTests(): Promise<string> {
  const page = join(import.meta.dirname, 'in-page')
  const imports = rulesTests().inPage.map((name) => `await import(${JSON.stringify(join(source, name))})`)
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { poison } from ${JSON.stringify(join(page, 'poison.ts'))}
        import { runCollected } from ${JSON.stringify(join(page, 'node-test.ts'))}
        globalThis.runRulesTests = async () => {
          poison()
          await import(${JSON.stringify(join(page, 'poison-works.ts'))})
          ${imports.join('\n')}
          return runCollected()
        }`,
      resolveDir: page,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    target,
    logLevel: 'silent',
    absWorkingDir: root,
    write: false,
    plugins: [inPage],
  })
  return outputFiles[0]?.text ?? ''
}

/** A file, or a folder as its names, of the project or of the dossier beside it; null where there is none. */
export function readProjectFile(path: string): string | null {
  const match = /^\/checkout\/(project\/packages\/rules|shared)\/([A-Za-z0-9._/-]*)$/.exec(path)
  if (match === null || path.includes('..')) return null
  const folder = match[1] === 'shared' ? join(root, '../shared') : join(root, 'packages/rules')
  const file = join(folder, match[2] ?? '')
  try {
    return statSync(file).isDirectory() ? readdirSync(file).join('\n') : readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
