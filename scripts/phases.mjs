// The phases of npm test. A phase never stops the next one: all failures of a run are seen in one run.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, globSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser, installBrowser } from './browser.mjs'
import { canInstall } from './debian.mjs'
import { findGo, installGo } from './go.mjs'
import { root } from './install.mjs'
import { runTests } from './reporter.mjs'

const minute = 60_000

const checks = [
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'lint and house rules', command: ['oxlint', '--quiet'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
]

const suites = [
  {
    name: 'unit',
    files: [
      'packages/*/{src,rule-sets}/**/*.test.{ts,tsx}',
      'apps/*/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'tests/{rules,support}/**/*.test.ts',
    ],
    concurrency: availableParallelism(),
    timeout: 6 * minute,
    browser: false,
    bundle: false,
  },
  {
    name: 'browser',
    files: ['tests/browser/**/*.test.ts'],
    concurrency: 1,
    timeout: 6 * minute,
    browser: true,
    bundle: false,
  },
  {
    name: 'journeys',
    files: ['tests/journeys/**/*.test.{ts,tsx}'],
    concurrency: 2,
    timeout: 20 * minute,
    browser: true,
    bundle: true,
  },
  {
    name: 'accessibility',
    files: ['tests/accessibility/**/*.test.{ts,tsx}'],
    concurrency: 1,
    timeout: 20 * minute,
    browser: true,
    bundle: true,
  },
  {
    name: 'privacy',
    files: ['tests/privacy/**/*.test.{ts,tsx}'],
    concurrency: 1,
    timeout: 20 * minute,
    browser: false,
    bundle: true,
  },
  {
    name: 'faults',
    files: ['tests/faults/**/*.test.{ts,tsx}'],
    concurrency: 1,
    timeout: 20 * minute,
    browser: false,
    bundle: true,
  },
  {
    name: 'independent',
    files: ['tests/independent/**/*.test.ts'],
    concurrency: 1,
    timeout: 10 * minute,
    browser: false,
    bundle: true,
    go: true,
  },
]

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

async function runCommand([name, ...args]) {
  const child = spawn(join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', resolve)
  })
  return { passed: code === 0, output }
}

async function runChecks() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, command } of checks) {
    const begun = performance.now()
    const { passed, output } = await runCommand(command)
    total[passed ? 'passed' : 'failed'] += 1
    console.log(`${passed ? '✔' : '✖'} ${name} (${seconds(begun)})`)
    if (!passed) console.log(output.trimEnd())
  }
  return total
}

function filesOf(suite, words) {
  const all = globSync(suite.files, { cwd: root, exclude: (path) => path.includes('node_modules') })
  const named = words.length === 0 ? all : all.filter((file) => words.some((word) => file.includes(word)))
  return named.sort()
}

async function startServer() {
  const given = process.env.DATABASE_URL
  if (given !== undefined && given !== '') {
    process.env.TERANG_TEST_DATABASE_URL = given
    return async () => undefined
  }
  const { startEmbedded } = await import('../apps/portal/src/services/postgres.ts')
  const dataDir = mkdtempSync(join(tmpdir(), 'terang-test-'))
  const server = await startEmbedded({ dataDir, throwaway: true })
  process.env.TERANG_TEST_DATABASE_URL = server.url
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

// Without its program the tests that need it did not run: said aloud, and in CI that is a failure. Go is asked for only
// where we could have installed it: no other system packs x/mod as sources.
function without(program, suite, files, needed = true) {
  console.log(`✖ ${suite.name}: no ${program} on this machine, ${files.length} files did not run:`)
  for (const file of files) console.log(`    ${file}`)
  const inCi = process.env.CI !== undefined && !['', '0', 'false'].includes(process.env.CI)
  return { passed: 0, failed: inCi && needed ? 1 : 0, skipped: files.length }
}

// Journeys and faults run what production runs: the bundle.
async function buildBundle() {
  if (process.env.TERANG_TEST_BUNDLE !== undefined) return
  const { build } = await import('./build.mjs')
  await build()
  process.env.TERANG_TEST_BUNDLE = join(root, 'dist', 'portal.js')
}

async function runSuite(suite, files) {
  if (suite.go === true && (findGo() ?? installGo()) === undefined)
    return without('Go with golang.org/x/mod', suite, files, canInstall())
  if (suite.bundle) await buildBundle()
  if (suite.browser) {
    const browser = findBrowser() ?? installBrowser()
    if (browser === undefined) return without('Chromium', suite, files)
    process.env.TERANG_BROWSER = browser
  }
  return await runTests({ files, concurrency: suite.concurrency, timeout: suite.timeout })
}

export async function runPhases({ phases, words }) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const add = (part) => {
    for (const key of Object.keys(total)) total[key] += part[key]
  }
  const begun = performance.now()
  if (phases.includes('rules')) {
    console.log('\n== rules')
    add(await runChecks())
  }
  const planned = suites
    .filter(({ name }) => phases.includes(name))
    .map((suite) => ({ suite, files: filesOf(suite, words) }))
    .filter(({ files }) => files.length > 0)
  if (planned.length > 0) {
    const stopServer = await startServer()
    const stopNow = () => void stopServer().finally(() => process.exit(1))
    process.once('SIGINT', stopNow)
    process.once('SIGTERM', stopNow)
    try {
      for (const { suite, files } of planned) {
        const from = performance.now()
        console.log(`\n== ${suite.name} (${files.length} files)`)
        const part = await runSuite(suite, files)
        add(part)
        console.log(
          `${suite.name}: ${part.passed} passed, ${part.failed} failed, ${part.skipped} skipped (${seconds(from)})`,
        )
      }
    } finally {
      await stopServer()
    }
  }
  if (total.passed + total.failed + total.skipped === 0) {
    console.log('No test fits these words.')
    total.failed = 1
  }
  console.log(`\nall phases: ${seconds(begun)}`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total
}
