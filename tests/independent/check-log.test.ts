// The log of a running portal before a judge that is not ours: a checker in Go on golang.org/x/mod accepts what is
// published and given out, and refuses every copy in which something was changed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openCheckpoint, signCheckpoint } from '@terang/log/checkpoint.ts'
import { forkFromTiles, forkOfOneSize, formatForkEvidence } from '@terang/log/fork-evidence.ts'
import { importSigner, parseVkey } from '@terang/log/note.ts'
import { buildGo, findGo } from '../../scripts/go.mjs'
import { fixtureSigner, historyOf, readerOf } from '../../packages/log/src/witness-fixture.ts'
import { openPortal } from '../support/portal.ts'

const skip = findGo() === undefined ? 'no Go with golang.org/x/mod on this machine' : false
const work = await mkdtemp(join(tmpdir(), 'terang-independent-'))
after(() => rm(work, { recursive: true, force: true }))
const program = join(work, 'check-log')
if (skip === false) buildGo(join(import.meta.dirname, 'check-log.go'), program, join(work, 'cache'))

function run(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 })
  return { code: status, said: `${stdout}${stderr}`.trimEnd() }
}

function refused(answer: ReturnType<typeof run>, why: RegExp): void {
  assert.equal(answer.code, 1, answer.said)
  assert.match(answer.said, /^REFUSED: /)
  assert.match(answer.said, why)
  assert.equal(answer.said.split('\n').length, 1, 'one line')
}

test('the log of a running demo is accepted, and every changed copy refused', { skip }, async (t) => {
  const portal = await openPortal({ demoSize: 300 })
  t.after(() => portal.stop())
  const log = join(work, 'log')
  await cp(join(portal.dataDir, 'publik'), log, { recursive: true })
  const vkey = (await readFile(join(log, 'log.vkey'), 'utf8')).trim()
  const size = Number((await readFile(join(log, 'checkpoint'), 'utf8')).split('\n')[1])
  assert.ok(size > 256, `${size} entries are less than two bundles`)
  const site = (await (await fetch(`${portal.url}/.well-known/terang.json`)).json()) as {
    logs: { prefix: string }[]
  }
  const address = new URL(site.logs[0]!.prefix, portal.url).href

  const receipts: string[] = []
  for (const index of [0, 1, 255, 256, size - 1, ...Array.from({ length: 15 }, (_, i) => (i * 37) % size)]) {
    const response = await fetch(`${address}/proof/${index}`)
    assert.equal(response.status, 200, `proof ${index}`)
    const file = join(work, `receipt-${index}`)
    await writeFile(file, await response.text())
    receipts.push(file)
  }
  // The demo may have gone on since the copy was made: receipts are judged by a copy taken after them.
  await rm(log, { recursive: true })
  await cp(join(portal.dataDir, 'publik'), log, { recursive: true })
  const whole = run(log, vkey, ...receipts)
  assert.equal(whole.code, 0, whole.said)
  assert.match(whole.said, /^ACCEPTED: .*, \d+ entries, [1-9]\d* older checkpoints, 20 receipts$/)
  t.diagnostic(whole.said)

  const paths = (await readdir(log, { recursive: true })).sort()
  const path = (pattern: RegExp) => {
    const found = paths.find((one) => pattern.test(one))
    assert.ok(found !== undefined, `no file ${pattern}`)
    return found
  }
  const older = path(/^checkpoint\.\d+$/)
  const newest = await readFile(join(log, 'checkpoint'))
  const end = Number(newest.toString('utf8').split('\n')[1])
  const bundle = String(Math.floor(end / 256)).padStart(3, '0')
  const last = `tile/entries/${bundle}.p/${end % 256}`
  const flip = (at: number) => (bytes: Buffer) => {
    bytes[at < 0 ? bytes.length + at : at]! ^= 1
    return bytes
  }
  const swap = (from: RegExp, to: string) => (bytes: Buffer) => {
    const text = bytes.toString('latin1')
    assert.match(text, from)
    return Buffer.from(text.replace(from, to), 'latin1')
  }
  const cut = (bytes: Buffer) => bytes.subarray(0, -1)
  const changes: [
    what: string,
    file: string,
    change: ((bytes: Buffer) => Buffer) | undefined,
    why: RegExp,
  ][] = [
    ['a byte of an entry', 'tile/entries/000', flip(60), /entries: .*root/],
    ['a length of an entry', 'tile/entries/000', flip(1), /entries: /],
    ['a bundle cut off', 'tile/entries/000', cut, /cut off/],
    [
      'a bundle with an entry more',
      'tile/entries/000',
      (bytes) => Buffer.concat([bytes, Buffer.from([0, 1, 48])]),
      /257 entries, not 256/,
    ],
    ['a bundle gone', 'tile/entries/000', undefined, /entries: .*no such file/],
    ['the last, partial bundle gone', last, undefined, /entries: .*no such file/],
    ['a byte of a full tile', 'tile/0/000', flip(5), /tiles: /],
    ['a tile too short', 'tile/0/000', cut, /tiles: .*bytes/],
    ['a tile gone', 'tile/0/000', undefined, /tiles: .*no such file/],
    ['the size of the checkpoint', 'checkpoint', swap(/\n\d+\n/, '\n7\n'), /checkpoint: .*signature/],
    ['the root of the checkpoint', 'checkpoint', flip(vkey.indexOf('+') + 8), /checkpoint: /],
    ['the signature of the checkpoint', 'checkpoint', flip(-6), /checkpoint: /],
    ['the name in the checkpoint', 'checkpoint', swap(/^./, 'x'), /checkpoint: .*signature/],
    ['a line more in the checkpoint', 'checkpoint', swap(/\n\n/, '\nlagi\n\n'), /checkpoint: .*signature/],
    ['no signature', 'checkpoint', swap(/\n\n[^]*$/, '\n\n'), /checkpoint: .*malformed/],
    ['no checkpoint', 'checkpoint', undefined, /no such file/],
    ['an older checkpoint', older, swap(/\n\d+\n/, '\n3\n'), /checkpoint\.\d+: .*signature/],
    ['a checkpoint under the name of another size', older, () => newest, /checkpoint\.\d+: its size is/],
  ]
  const copy = join(work, 'copy')
  for (const [what, file, change, why] of changes) {
    await t.test(`refused: ${what}`, async () => {
      const original = await readFile(join(log, file))
      await cp(log, copy, { recursive: true })
      await rm(join(copy, file))
      if (change !== undefined) await writeFile(join(copy, file), change(Buffer.from(original)))
      refused(run(copy, vkey), why)
      await rm(copy, { recursive: true })
    })
  }
  const [receipt = ''] = receipts
  const text = await readFile(receipts[3]!, 'utf8')
  const changed: [what: string, text: string, why: RegExp][] = [
    ['another index', text.replace(/\nindex \d+\n/, '\nindex 5\n'), /receipt .*proof/],
    [
      'an index beyond the log',
      text.replace(/\nindex \d+\n/, '\nindex 99999999\n'),
      /index 99999999 in a log/,
    ],
    [
      'an entry of another receipt',
      text.replace(/\nextra .*/, /\nextra .*/.exec(await readFile(receipt, 'utf8'))![0]),
      /receipt .*proof/,
    ],
    [
      'a hash of the path',
      text.replace(
        /(\nindex \d+\n)./,
        (_, line: string) => `${line}${text.includes(`${line}A`) ? 'B' : 'A'}`,
      ),
      /receipt .*proof/,
    ],
    ['a hash less', text.replace(/(\nindex \d+\n)[^\n]+\n/, '$1'), /receipt .*proof/],
    ['a size of its checkpoint', text.replace(/\n\n([^\n]+)\n\d+\n/, '\n\n$1\n999\n'), /receipt .*signature/],
    ['another form', text.replace('tlog-proof@v1', 'tlog-proof@v2'), /not a tlog-proof/],
    ['no entry', text.replace(/\nextra [^\n]*/, ''), /no entry/],
  ]
  for (const [what, bad, why] of changed) {
    await t.test(`refused: a receipt with ${what}`, async () => {
      assert.notEqual(bad, text)
      await writeFile(join(work, 'bad-receipt'), bad)
      refused(run(log, vkey, join(work, 'bad-receipt')), why)
    })
  }
  await t.test('refused: another key, and a checkpoint of another history under the right one', async () => {
    const stranger = await importSigner(vkey.slice(0, vkey.indexOf('+')), new Uint8Array(32).fill(9))
    refused(run(log, stranger.vkey), /checkpoint: .*no verifiable signatures/)
    const other = await historyOf(size, size, 'lain', stranger).checkpoint()
    await cp(log, copy, { recursive: true })
    await writeFile(join(copy, 'checkpoint'), other)
    refused(run(copy, vkey), /checkpoint: .*no verifiable signatures/)
    await rm(copy, { recursive: true })
  })
})

test('a log that we signed falsely is refused for its tree', { skip }, async () => {
  const folder = join(work, 'false')
  await mkdir(join(folder, 'tile/entries/000.p'), { recursive: true })
  const { name, vkey } = fixtureSigner
  const root = new Uint8Array(32).fill(3)
  await writeFile(
    join(folder, 'checkpoint'),
    await signCheckpoint({ origin: name, size: 1, root }, [fixtureSigner]),
  )
  await writeFile(join(folder, 'tile/entries/000.p/1'), Buffer.from([0, 2, 123, 125]))
  refused(run(folder, vkey), /entries: their root is not the signed one/)
})

test('evidence of a fork convinces it; one history does not', { skip }, async () => {
  const keys = [parseVkey(fixtureSigner.vkey)]
  const file = join(work, 'fork.json')
  const truth = historyOf(300)
  const newer = await openCheckpoint(await truth.checkpoint(), keys)
  const ask = async (evidence: Parameters<typeof formatForkEvidence>[0] | undefined) => {
    assert.ok(evidence !== undefined)
    await writeFile(file, formatForkEvidence(evidence))
    return run('-fork', file, fixtureSigner.vkey)
  }
  for (const size of [3, 64, 257]) {
    const older = await openCheckpoint(await historyOf(size, 2).checkpoint(), keys)
    const evidence = await forkFromTiles(older, newer, readerOf(await truth.files()))
    assert.match(
      (await ask(evidence)).said,
      new RegExp(`^ACCEPTED: .* two histories, at sizes ${size} and 300$`),
    )
    const honest = { ...evidence!, older: await truth.checkpoint(size) }
    refused(await ask(honest), /one history/)
    refused(await ask({ ...evidence!, root: new Uint8Array(32).fill(1) }), /does not fit/)
  }
  const twin = await openCheckpoint(await historyOf(300, 7).checkpoint(), keys)
  assert.match((await ask(forkOfOneSize(twin, newer))).said, /^ACCEPTED: .* at sizes 300 and 300$/)
})
