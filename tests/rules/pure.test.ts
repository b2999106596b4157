// packages/rules gives the same answer everywhere and always: it depends on nothing, and on no clock, chance, network or
// locale. Shown twice: nothing of the kind is named in its code, and its own tests pass where all of it is gone.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { constants as vmConstants, createContext, runInContext } from 'node:vm'
import type { Context } from 'node:vm'
import { brotliCompressSync, constants } from 'node:zlib'
import {
  bundleRules,
  bundleRulesTests,
  modulesOfIslands,
  pageModules,
  RANKING_BYTES,
  readProjectFile,
  root,
  rulesModules,
  rulesTests,
} from './bundles.ts'
import type { Outcome } from './in-page/node-test.ts'

const MOST_BYTES = 40_000

test('the bundle for the browser is at most 40 kB compressed', async (t) => {
  const compressed = async (modules: readonly string[]) => {
    const { code } = await bundleRules(modules)
    return brotliCompressSync(code, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }).length
  }
  const bytes = await compressed(pageModules())
  t.diagnostic(`${bytes} bytes of ${pageModules().length} modules for pages`)
  const ranking = await compressed(RANKING_BYTES)
  t.diagnostic(`${ranking} bytes of the fast path and what it stands on`)
  t.diagnostic(`${await compressed(rulesModules())} bytes of all ${rulesModules().length} modules`)
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`)
  assert.ok(ranking <= MOST_BYTES, `${ranking} bytes`)
})

test('what is said to be no part of a page is none: no module and no script of a page imports it', async () => {
  const { inputs } = await bundleRules(pageModules())
  assert.deepEqual(
    inputs.map((path) => path.slice(path.lastIndexOf('/') + 1)).toSorted(),
    pageModules().toSorted(),
  )
  const loaded = await modulesOfIslands()
  assert.ok(loaded.includes('rank.ts'), 'the islands are not where this test looks')
  assert.deepEqual(
    loaded.filter((name) => !pageModules().includes(name)),
    [],
  )
})

test('nothing is needed at run time but the package itself', async () => {
  const { inputs } = await bundleRules(rulesModules())
  assert.deepEqual(
    inputs.filter((path) => !/^packages\/rules\/src\/[^/]+\.ts$/.test(path)),
    [],
  )
  assert.equal(inputs.length, rulesModules().length)
  const declared = JSON.parse(readFileSync(join(root, 'packages/rules/package.json'), 'utf8')) as object
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    assert.ok(!Object.hasOwn(declared, kind), kind)
  }
})

const CLOCK = ['Date.now', 'performance', 'setTimeout', 'setInterval', 'requestAnimationFrame']
const CHANCE = ['Math.random', 'crypto']
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'importScripts']
const LOCALE = ['Intl', 'navigator']
const MACHINE = [
  'process',
  'require',
  'Buffer',
  'globalThis',
  'window',
  'self',
  'document',
  'location',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'eval',
  'Function',
]

test('no clock, chance, network, locale or machine is named in the code', async () => {
  const names = [...CLOCK, ...CHANCE, ...NETWORK, ...LOCALE, ...MACHINE]
  // esbuild replaces a name only where it means the global one, so an own variable of that name is no finding.
  const define = Object.fromEntries(
    [...names, 'Date'].map((name) => [name, `FREE_${name.replace('.', '_')}`]),
  )
  const { code } = await bundleRules(rulesModules(), { define, minifySyntax: false })
  const found = [...new Set(code.match(/FREE_\w+/g))].filter((name) => name !== 'FREE_Date')
  assert.deepEqual(found, [])
  assert.match(code, /FREE_Date/, 'the names are not replaced: this test would find nothing')
  const dates = [...new Set(code.match(/(?:new )?FREE_Date(?:\.\w+|\(\)?)?/g))]
  assert.deepEqual(
    dates.filter((use) => !['new FREE_Date(', 'FREE_Date.UTC', 'FREE_Date.parse'].includes(use)),
    [],
  )
  assert.doesNotMatch(
    code,
    /\.(?:toLocale\w*|localeCompare|getTimezoneOffset|get(?:FullYear|Month|Date|Day|Hours|Minutes))\b/,
  )
  assert.doesNotMatch(code, /\bimport\s*\(/)
})

/** The language itself, text in bytes, addresses of files; fast-check asks for timers when it is loaded. */
function bareWorld(): Context {
  const noTimer = () => assert.fail('a timer was set')
  // A world whose global object is its own: one that is passed through to an object of ours is ten times slower.
  const world = createContext(vmConstants.DONT_CONTEXTIFY)
  Object.assign(world, {
    TextEncoder,
    TextDecoder,
    URL,
    readProjectFile,
    setTimeout: noTimer,
    clearTimeout: noTimer,
  })
  // A copy must be of this world, or its prototypes would be foreign.
  runInContext('var structuredClone = (value) => JSON.parse(JSON.stringify(value))', world)
  return world
}

test('the tests of the package pass where clock, chance, network and locale are gone', async () => {
  const world = bareWorld()
  runInContext(await bundleRulesTests(), world)
  const outcomes = [...((await runInContext('runRulesTests()', world)) as Outcome[])]
  const failed = outcomes.filter((one) => one.state === 'failed')
  assert.equal(failed.map((one) => `${one.name}: ${one.detail}`).join('\n'), '')
  assert.ok(outcomes.length > 200, `${outcomes.length} tests ran`)
})

test('the world without them is without them', () => {
  const world = bareWorld()
  for (const name of ['fetch', 'process', 'require', 'performance', 'crypto']) {
    assert.equal(runInContext(`typeof ${name}`, world), 'undefined', name)
  }
})

test('only tests that need more of Node than a page has stay outside', () => {
  assert.deepEqual(rulesTests().leftOut, [])
})
