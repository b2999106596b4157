// The commands on files in a temporary folder: what they print and with which code they end.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from './run.ts'
import { buildSite, ORIGIN, PREFIX, RULES_FILE, SELECTION, signer } from './site-fixture.ts'
import type { FixtureSite } from './site-fixture.ts'

let folder: string
let site: FixtureSite
let data: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terang-verify-'))
  site = await buildSite()
  for (const [path, bytes] of site.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  data = join(folder, PREFIX, 'selections', SELECTION, 'data', site.folders[1]!)
})
after(() => rm(folder, { recursive: true, force: true }))

async function terang(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
  })
  return { code, out, err }
}

const tables = (...more: string[]): string[] => [
  '--rules=cpns-2024',
  `--formations=${join(data, 'formations.csv')}`,
  `--participants=${join(data, 'participants.csv')}`,
  ...more,
]

test('verify: 0 and a line a finding where all holds, 1 where something differs', async () => {
  const good = await terang('verify', folder)
  assert.equal(good.code, 0, good.out)
  assert.match(good.out, /^COCOK {2}Tanda tangan log sah/m)
  assert.match(good.out, /Cocok\. Semua yang diperiksa benar\./)

  const path = join(data, 'results.csv')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(',pl,', ',p,'))
  const bad = await terang('verify', folder, '--lang', 'en')
  await writeFile(path, text)
  assert.equal(bad.code, 1)
  assert.match(bad.out, /^WRONG {2}2027-cpns, final result: results\.csv differs from entry/m)
  assert.match(bad.out, /results\.csv line \d+, \S+, skd_code: in the file "p", expected "pl"/)
})

test('verify: any page of a site leads to the whole, over HTTP', async () => {
  const server = createServer((request, response) => {
    const bytes = site.files.get(request.url ?? '')
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const good = await terang('verify', `http://127.0.0.1:${port}/hasil/2027-cpns?tahap=akhir`, '--json')
  assert.equal(good.code, 0, good.out)
  assert.equal((JSON.parse(good.out) as { ok: boolean }).ok, true)
  server.close()
  server.closeAllConnections()
  const gone = await terang('verify', `http://127.0.0.1:${port}/`)
  assert.equal(gone.code, 2)
  assert.match(
    gone.err,
    /^terang verify: http:\/\/127\.0\.0\.1:\d+\/\.well-known\/terang\.json: .*ECONNREFUSED.*\n$/,
  )
})

test('verify: --state is kept and a log that went another way is found by it', async () => {
  const state = join(folder, 'seen.json')
  assert.equal((await terang('verify', folder, '--state', state)).code, 0)
  const second = await terang('verify', folder, '--state', state)
  assert.equal(second.code, 0)
  assert.match(second.out, /Log melanjutkan titik periksa/)
  const other = await buildSite({ entry: (entry, i) => (i === 9 ? { ...entry, by: 'panitia:k09' } : entry) })
  const against = join(folder, 'other')
  await writeFile(against, other.older)
  const fork = await terang('verify', folder, '--against', against)
  assert.equal(fork.code, 1)
  assert.match(fork.out, /Ada dua isi log untuk ukuran yang sama/)
  await writeFile(state, '{}')
  assert.equal((await terang('verify', folder, '--state', state)).code, 2)
})

test('verify: a folder that is only a log needs no list of addresses', async () => {
  const log = await terang('verify', join(folder, PREFIX))
  assert.equal(log.code, 0, log.out)
  assert.match(log.out, new RegExp(ORIGIN))
})

test('receipt: checked off line with the key that the person has', async () => {
  const file = join(folder, 'receipt.tlog-proof')
  await writeFile(file, site.receipt(7))
  const good = await terang('receipt', file, '--vkey', signer.vkey)
  assert.equal(good.code, 0, good.out)
  assert.match(good.out, /Catatan ini ada di dalam log, nomor 7/)
  await writeFile(file, site.receipt(7).replace('index 7', 'index 8'))
  assert.equal((await terang('receipt', file, '--vkey', signer.vkey)).code, 1)
  const keyless = await terang('receipt', file)
  assert.equal(keyless.code, 2)
  assert.match(keyless.err, /--vkey or --policy is missing/)
  assert.equal((await terang('receipt', join(folder, 'none'), '--vkey', signer.vkey)).code, 2)
})

test('receipt: the file of an applicant, as JSON and as a page, each entry checked', async () => {
  const entries = [{ proof: site.receipt(4) }, { proof: site.receipt(5) }]
  const json = JSON.stringify({ vkey: signer.vkey, entries })
  const file = join(folder, 'receipts.json')
  await writeFile(file, json)
  const good = await terang('receipt', file)
  assert.equal(good.code, 0, good.err)
  assert.match(good.err, /Bandingkan dengan log\.vkey/)
  await writeFile(file, `<html><script type="application/json" id="data">${json}</script></html>`)
  assert.equal((await terang('receipt', file)).code, 0)
  await writeFile(file, json.replace('index 5', 'index 6'))
  assert.equal((await terang('receipt', file)).code, 1)
  await writeFile(file, '{"entries":1}')
  assert.equal((await terang('receipt', file)).code, 2)
})

test('rank: the published result comes out, to the byte', async () => {
  const out = join(folder, 'recomputed.csv')
  const { code, err } = await terang('rank', ...tables('--out', out))
  assert.equal(code, 0, err)
  assert.deepEqual(await readFile(out), await readFile(join(data, 'results.csv')))
})

test('rank: unusable input is one line with file, line and column', async () => {
  const broken = join(folder, 'broken.csv')
  await writeFile(
    broken,
    (await readFile(join(data, 'participants.csv'), 'utf8')).replace(',ms,h,', ',ms,x,'),
  )
  const args = [
    '--rules',
    'cpns-2024',
    '--formations',
    join(data, 'formations.csv'),
    '--participants',
    broken,
  ]
  const { code, err } = await terang('rank', ...args)
  assert.equal(code, 2)
  assert.match(err, /^terang rank: .*broken\.csv:\d+:\d+: skd_status: .*\n$/)
})

test('explain: the factors of one row in words', async () => {
  const participant = (await readFile(join(data, 'participants.csv'), 'utf8')).split('\n')[1]!.split(',')[0]!
  const { code, out } = await terang('explain', ...tables(`--participant=${participant}`))
  assert.equal(code, 0)
  assert.match(out, /^\S+, formasi F-\d\nHasil: /)
  assert.equal((await terang('explain', ...tables('--participant', 'nobody'))).code, 2)
})

test('rules check: good, wrong, unreadable', async () => {
  assert.equal((await terang('rules', 'check', RULES_FILE)).code, 0)
  assert.equal((await terang('rules', 'check', 'cpns-2024')).code, 0)
  const file = join(folder, 'rules.json')
  const text = await readFile(RULES_FILE, 'utf8')
  const json = JSON.parse(text) as { skd: { maxTotal: { value: number } } }
  json.skd.maxTotal.value++
  await writeFile(file, JSON.stringify(json))
  const wrong = await terang('rules', 'check', file)
  assert.equal(wrong.code, 1)
  assert.match(wrong.out, /skd\.maxTotal/)
  await writeFile(file, '{\n  "a": x\n}')
  const unreadable = await terang('rules', 'check', file)
  assert.equal(unreadable.code, 2)
  assert.match(unreadable.err, /rules\.json:2:\d+: not JSON/)
})

test('log fsck: proves a stored log, and names the tile that differs', async () => {
  assert.equal((await terang('log', 'fsck', join(folder, PREFIX))).code, 0)
  const tile = [...site.files.keys()].find((path) => path.includes('/tile/0/'))!
  await writeFile(join(folder, tile), new Uint8Array(site.files.get(tile)!.length))
  const bad = await terang('log', 'fsck', join(folder, PREFIX))
  await writeFile(join(folder, tile), site.files.get(tile)!)
  assert.equal(bad.code, 1)
  assert.match(bad.out, /Ubin tile\/0\/\S+ berbeda/)
})

test('usage: what is not known ends with 2 and says what is', async () => {
  for (const args of [
    [],
    ['check'],
    ['verify'],
    ['verify', folder, '--stat', 'x'],
    ['verify', folder, '--lang', 'fr'],
    ['log', 'heal', folder],
    ['rank'],
  ])
    assert.equal((await terang(...args)).code, 2, args.join(' '))
  assert.equal((await terang('--help')).code, 0)
})
