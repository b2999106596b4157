// Builds dist/portal.js: the server as one file. What the browser gets (styles, islands) the server itself
// builds when it starts, under addresses that carry a digest (apps/portal/src/ui/assets.ts).
import { readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'esbuild'
import { root } from './install.mjs'

const portal = join(root, 'apps/portal/src')
const dist = join(root, 'dist')

// Files are read beside the source that names them (migrations, rule sets). Inside one bundle import.meta
// would point to dist/, so each source keeps its own address.
const ownAddress = {
  name: 'own-address',
  setup(build) {
    build.onLoad({ filter: /\/(apps|packages)\/.*\.tsx?$/ }, ({ path }) => {
      if (path.includes('/node_modules/')) return undefined
      const source = readFileSync(path, 'utf8')
      if (!source.includes('import.meta.')) return undefined
      const bundleUrl = '__bundleUrl'
      const here = `new URL(${JSON.stringify(relative(dist, path))}, ${bundleUrl})`
      const contents = source
        .replaceAll('import.meta.dirname', `decodeURIComponent(new URL('.', ${here}).pathname.slice(0, -1))`)
        .replaceAll('import.meta.filename', `decodeURIComponent(${here}.pathname)`)
        .replaceAll('import.meta.url', `${here}.href`)
      return { contents, loader: extname(path).slice(1), resolveDir: dirname(path) }
    })
  },
}

export async function build() {
  await bundle({
    entryPoints: { portal: join(portal, 'main.ts') },
    outdir: dist,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    external: ['pg-native', 'esbuild'],
    // pg is CommonJS and calls require() for Node's own modules.
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        'const __bundleUrl = import.meta.url; const require = __createRequire(__bundleUrl);',
      ].join('\n'),
    },
    plugins: [ownAddress],
  })
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await build()
