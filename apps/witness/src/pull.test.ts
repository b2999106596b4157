// The witness that fetches by itself: proofs from the log's tiles, forks found in them, what it offers in return.
import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { utf8 } from '@terang/log/bytes.ts'
import { checkForkEvidence, parseForkEvidence } from '@terang/log/fork-evidence.ts'
import { parseNote, parseVkey } from '@terang/log/note.ts'
import { readVectorText, vectorLog } from '@terang/log/vectors-fixture.ts'
import { FIXTURE_ORIGIN, fixtureSigner, historyOf } from '@terang/log/witness-fixture.ts'
import type { History } from '@terang/log/witness-fixture.ts'
import { logId, parseLogList } from './log-list.ts'
import { publishedLog, pullLog } from './pull.ts'
import { statePath, storeState } from './state-file.ts'
import {
  command,
  post,
  publish,
  readyFolder,
  startProcess,
  startWitness,
  WITNESS_NAME,
} from './witness-fixture.ts'

const logKeys = [parseVkey(fixtureSigner.vkey)]

async function setUp(t: TestContext, size: number) {
  const files = await historyOf(size).files()
  const site = await publish(t, files)
  const folder = await readyFolder(t, site.url)
  let clock = 1_800_000_000
  const running = await startWitness(t, folder, () => clock)
  const show = async (history: History): Promise<void> => {
    files.clear()
    for (const [path, bytes] of await history.files()) files.set(path, bytes)
  }
  const log = running.witness.logs[0]!
  return {
    ...running,
    files,
    folder,
    site,
    show,
    pull: () => pullLog(running.witness, log, publishedLog(log.url!)),
    wait: (seconds: number) => (clock += seconds),
  }
}

test('a growing log is cosigned from its own tiles, over tile borders; one at rest once an hour', async (t) => {
  const { pull, show, wait, folder } = await setUp(t, 1)
  assert.deepEqual(await pull(), { kind: 'cosigned', size: 1 })
  for (const size of [2, 255, 256, 257, 700]) {
    await show(historyOf(size))
    assert.deepEqual(await pull(), { kind: 'cosigned', size })
  }
  assert.deepEqual(await pull(), { kind: 'unchanged', size: 700 })
  wait(3600)
  assert.deepEqual(await pull(), { kind: 'cosigned', size: 700 })
  const file = await readFile(join(folder, 'public', logId(FIXTURE_ORIGIN), 'checkpoint'), 'utf8')
  assert.deepEqual(
    parseNote(file).signatures.map(({ name }) => name),
    [FIXTURE_ORIGIN, WITNESS_NAME],
  )
})

test('another history, larger, of the same size or smaller, is refused and becomes evidence', async (t) => {
  for (const [held, size, parting] of [
    [300, 400, 100],
    [256, 400, 100],
    [300, 300, 299],
  ] as const) {
    const { pull, show, witness, folder } = await setUp(t, held)
    await pull()
    await show(historyOf(size, parting))
    const result = await pull()
    assert.ok(result.kind === 'fork', `${held} ${size}: ${result.kind}`)
    const text = await readFile(join(folder, 'public', 'bukti', result.evidence), 'utf8')
    assert.ok((await checkForkEvidence(parseForkEvidence(text), logKeys)).proven)
    assert.equal(witness.held(FIXTURE_ORIGIN)?.checkpoint.size, held)
  }
  // Smaller: the tiles still are those of the history that was signed.
  const { pull, files, witness } = await setUp(t, 300)
  await pull()
  files.set('checkpoint', utf8(await historyOf(257, 100).checkpoint()))
  assert.equal((await pull()).kind, 'fork')
  assert.equal(witness.held(FIXTURE_ORIGIN)?.checkpoint.size, 300)
})

test('a log that shows less than was signed is behind, and nothing is signed', async (t) => {
  const { pull, show, witness } = await setUp(t, 300)
  await pull()
  await show(historyOf(200))
  assert.deepEqual(await pull(), { kind: 'behind', size: 200 })
  assert.equal(witness.held(FIXTURE_ORIGIN)?.checkpoint.size, 300)
  assert.deepEqual(await witness.evidenceNames(), [])
})

test('missing or wrong tiles, a checkpoint of somebody else, a site that is away: not signed', async (t) => {
  const { pull, files, show, site, witness } = await setUp(t, 10)
  files.set('tile/0/000.p/10', new Uint8Array(320))
  assert.equal((await pull()).kind, 'refused')
  files.delete('tile/0/000.p/10')
  assert.equal((await pull()).kind, 'unreachable')
  await show(historyOf(10))
  files.set('checkpoint', utf8('<html>'))
  assert.equal((await pull()).kind, 'refused')
  files.set('checkpoint', new Uint8Array(1_000_000))
  assert.equal((await pull()).kind, 'unreachable')
  files.delete('checkpoint')
  assert.equal((await pull()).kind, 'unreachable')
  site.stop()
  assert.equal((await pull()).kind, 'unreachable')
  assert.equal(witness.held(FIXTURE_ORIGIN), undefined)
})

test('pull and push share one state', async (t) => {
  const { pull, show, url } = await setUp(t, 20)
  await pull()
  assert.equal((await post(url, await historyOf(30).request(20))).status, 200)
  await show(historyOf(35))
  assert.deepEqual(await pull(), { kind: 'cosigned', size: 35 })
  assert.equal((await post(url, await historyOf(40).request(30))).status, 409)
})

test('the command fetches once, offers its cosignature, and says what happened', async (t) => {
  const files = await historyOf(5).files()
  const site = await publish(t, files)
  const folder = await readyFolder(t, site.url)
  const first = await command(folder, 'pull', '--offer')
  assert.deepEqual([first.code, site.offered.length], [0, 1])
  assert.match(first.out, /ditandatangani \(cosigned\): 5/)
  assert.equal(parseNote(site.offered[0]!).signatures.at(-1)?.name, WITNESS_NAME)
  assert.equal((await command(folder, 'show')).code, 0)
  files.set('checkpoint', utf8(await historyOf(5, 1).checkpoint()))
  for (const [path, bytes] of await historyOf(5, 1).files()) files.set(path, bytes)
  assert.equal((await command(folder, 'pull')).code, 1)
  const shown = await command(folder, 'show')
  assert.equal(shown.code, 1)
  assert.match(shown.out, /\/bukti\//)
})

test('the running program fetches on its own, offers what it signed, and ends in order', async (t) => {
  const files = await historyOf(5).files()
  const site = await publish(t, files)
  const running = await startProcess(await readyFolder(t, site.url), '--every', '1', '--offer')
  t.after(() => running.kill())
  const offers = async (count: number): Promise<void> => {
    while (site.offered.length < count) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await offers(1)
  for (const [path, bytes] of await historyOf(9).files()) files.set(path, bytes)
  await offers(2)
  assert.deepEqual(
    site.offered.map((note) => parseNote(note).body.split('\n')[1]),
    ['5', '9'],
  )
  assert.equal(await running.kill('SIGTERM'), 0)
})

test('a log whose checkpoint bears our signature is not added as if it were new', async (t) => {
  const files = await historyOf(5).files()
  const site = await publish(t, files)
  const { folder, pull, witness, stop } = await setUp(t, 5)
  await pull()
  files.set('checkpoint', utf8(witness.checkpoint(logId(FIXTURE_ORIGIN))!))
  await stop()
  await rm(join(folder, 'logs'))
  await rm(join(folder, 'state'), { recursive: true })
  const added = await command(folder, 'add', fixtureSigner.vkey, site.url)
  assert.equal(added.code, 2)
  assert.match(added.err, /recover/)
})

test('stored logs of two other programs are cosigned at every size, and their fork is evidence', async (t) => {
  for (const [name, sizes] of [
    ['tessera-log-15', [1, 2, 3, 7, 8, 15]],
    ['terang/log-300', [1, 2, 255, 256, 257, 300]],
  ] as const) {
    const vkey = readVectorText(`${name}/log.vkey`)?.trim()
    if (vkey === undefined) return t.skip('vectors are not here')
    const folder = await readyFolder(t)
    // The sample log's key is published, so the command would refuse it: the list is written by hand.
    const [log] = parseLogList(`log ${vkey}`)
    await writeFile(join(folder, 'logs'), `log ${vkey}\n`)
    await storeState(statePath(folder, log!), log!.origin, undefined)
    const { witness } = await startWitness(t, folder)
    const read = vectorLog(name)
    const pull = async (checkpoint: string) =>
      pullLog(witness, log!, async (path) =>
        path === 'checkpoint' ? utf8(readVectorText(`${name}/${checkpoint}`)!) : read(path),
      )
    for (const size of sizes)
      assert.deepEqual(await pull(`checkpoint.${size}`), { kind: 'cosigned', size }, `${name} ${size}`)
    if (name === 'tessera-log-15') continue
    assert.equal((await pull('fork/checkpoint.257')).kind, 'fork')
    assert.equal((await pull('fork/checkpoint.300')).kind, 'fork')
    assert.equal((await witness.evidenceNames()).length, 2)
  }
})
