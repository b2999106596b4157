import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { loadSettings, settingsTable } from './settings.ts'

const production = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://seleksi.example',
  SMTP_URL: 'smtps://nama:sandi@mail.example:465',
  MAIL_FROM: 'Panitia <panitia@seleksi.example>',
  MASTER_KEY_FILE: '/etc/terang/induk',
  DATA_DIR: '/srv/terang/data',
}

function refusal(env: Record<string, string>): string {
  try {
    loadSettings(env)
  } catch (error) {
    assert.ok(error instanceof Error)
    assert.equal(error.name, 'StartError', error.stack)
    assert.ok(!error.message.includes('\n'), 'one line')
    return error.message
  }
  return assert.fail(`accepted: ${JSON.stringify(env)}`)
}

test('nothing set: a demo on port 8080 with everything under data/', () => {
  const settings = loadSettings({})
  assert.equal(settings.port, 8080)
  assert.equal(settings.publicOrigin, 'http://localhost:8080')
  assert.equal(settings.demo, true)
  assert.equal(settings.secureCookies, false)
  assert.equal(settings.dataDir, resolve('data'))
  assert.equal(settings.filesDir, resolve('data/berkas'))
  assert.deepEqual(settings.roles, ['web', 'worker', 'sequencer'])
  assert.deepEqual(settings.masterKey, { kind: 'file', path: resolve('data/kunci/induk'), mayCreate: true })
})

test('settings cannot be changed after they were read', () => {
  assert.ok(Object.isFrozen(loadSettings({})))
})

test('an empty value counts as not set', () => {
  assert.equal(loadSettings({ PORT: ' ', DATABASE_URL: '' }).port, 8080)
})

test('an external database has no demo unless it is asked for', () => {
  const DATABASE_URL = 'postgres://nama:sandi@db.example/terang'
  assert.equal(loadSettings({ DATABASE_URL }).demo, false)
  assert.equal(loadSettings({ DATABASE_URL, DEMO: '1' }).demo, true)
})

test('a value that is not right is refused in one line that names the setting', () => {
  const wrong: [string, string][] = [
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DEMO', 'mungkin'],
    ['DEMO_SIZE', '0'],
    ['ROLE', 'web,raja'],
    ['LOG_LEVEL', 'banyak'],
    ['DATABASE_URL', 'mysql://db.example'],
    ['DATABASE_URL', 'bukan alamat'],
    ['SMTP_URL', 'http://mail.example'],
    ['PUBLIC_ORIGIN', 'https://seleksi.example/jalur'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proksi'],
    ['MASTER_KEY', '1234'],
    ['TERANG_CLOCK', 'besok'],
    ['NODE_ENV', 'produksi'],
  ]
  for (const [name, value] of wrong)
    assert.ok(refusal({ [name]: value }).startsWith(name), `${name}=${value}`)
})

test('a message never shows a value that may hold a secret', () => {
  assert.ok(!refusal({ DATABASE_URL: 'mysql://nama:rahasia@db.example' }).includes('rahasia'))
  assert.ok(!refusal({ MASTER_KEY: 'rahasia' }).includes('rahasia'))
})

test('production starts with what protects people, and only then', () => {
  const settings = loadSettings(production)
  assert.equal(settings.demo, false)
  assert.equal(settings.secureCookies, true)
  assert.equal(settings.masterKey.kind === 'file' && settings.masterKey.mayCreate, false)
  for (const { name, inProduction } of settingsTable) {
    if (inProduction !== 'wajib') continue
    assert.ok(refusal({ ...production, [name]: '' }).startsWith(name), name)
  }
})

test('production refuses demo, a key in the environment and a moved clock', () => {
  assert.ok(refusal({ ...production, DEMO: '1' }).startsWith('DEMO'))
  assert.ok(refusal({ ...production, MASTER_KEY: '0'.repeat(64) }).startsWith('MASTER_KEY'))
  assert.ok(refusal({ ...production, TERANG_CLOCK: '+3d' }).startsWith('TERANG_CLOCK'))
  assert.equal(loadSettings({ ...production, DEMO: '0' }).demo, false)
})

test('production refuses plain http and a master key among the data', () => {
  assert.ok(refusal({ ...production, PUBLIC_ORIGIN: 'http://seleksi.example' }).startsWith('PUBLIC_ORIGIN'))
  assert.ok(
    refusal({ ...production, MASTER_KEY_FILE: '/srv/terang/data/induk' }).startsWith('MASTER_KEY_FILE'),
  )
})

test('a moved clock is a step or a moment', () => {
  const nowMs = Date.parse('2026-11-24T00:00:00Z')
  const shift = (value: string) => loadSettings({ TERANG_CLOCK: value }, { nowMs }).clockShiftMs
  assert.equal(shift('+3d'), 3 * 86_400_000)
  assert.equal(shift('-90m'), -90 * 60_000)
  assert.equal(shift('2026-11-25T07:00:00+07:00'), 86_400_000)
})

test('roles keep one order, whatever the order they were given in', () => {
  assert.deepEqual(loadSettings({ ROLE: 'sequencer, web' }).roles, ['web', 'sequencer'])
})

const operations = new URL('../../../../docs/operations.md', import.meta.url)

test(
  'docs/operations.md names every setting',
  { skip: existsSync(operations) ? false : 'docs/operations.md is not there' },
  () => {
    const text = readFileSync(operations, 'utf8')
    for (const { name } of settingsTable) assert.ok(text.includes(`\`${name}\``), name)
  },
)
