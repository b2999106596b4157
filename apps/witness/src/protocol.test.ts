// add-checkpoint over real HTTP: the specification's conversation, limits, two requests at once, restarts, clocks.
import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { MAX_ADD_CHECKPOINT_BYTES } from '@terang/log/add-checkpoint.ts'
import { fromHex, utf8 } from '@terang/log/bytes.ts'
import { openCheckpoint } from '@terang/log/checkpoint.ts'
import { verifyCosignature } from '@terang/log/cosignature.ts'
import { checkForkEvidence, parseForkEvidence } from '@terang/log/fork-evidence.ts'
import {
  formatVkey,
  importSigner,
  NOTE_ED25519,
  parseNote,
  parseSignatureLine,
  parseVkey,
} from '@terang/log/note.ts'
import { readVectors } from '@terang/log/vectors-fixture.ts'
import { askWitness } from '@terang/log/witness-client.ts'
import { FIXTURE_ORIGIN, fixtureSigner, historyOf } from '@terang/log/witness-fixture.ts'
import { logId } from './log-list.ts'
import { statePath } from './state-file.ts'
import { command, newFolder, post, readyFolder, startWitness } from './witness-fixture.ts'

const ID = logId(FIXTURE_ORIGIN)
const logKeys = [parseVkey(fixtureSigner.vkey)]

test('the conversation of the shared vectors, request by request, also with a restart between any two', async (t) => {
  const talk = readVectors<{
    log_origin: string
    log_ed25519_public_key_hex: string
    witness_name: string
    steps: { name: string; request: string; status: number; body?: string; body_contains?: string }[]
  }>('tlog-witness/add-checkpoint.json')
  if (talk === undefined) return t.skip('vectors are not here')
  const vkey = formatVkey(talk.log_origin, NOTE_ED25519, fromHex(talk.log_ed25519_public_key_hex))
  for (const restarts of [false, true]) {
    const folder = await newFolder(t)
    await command(folder, 'key', talk.witness_name)
    await command(folder, 'add', vkey)
    let running = await startWitness(t, folder)
    for (const step of talk.steps) {
      const { status, contentType, body } = await post(running.url, step.request)
      assert.equal(status, step.status, `${step.name}: ${body}`)
      if (step.body !== undefined) assert.equal(body, step.body, step.name)
      if (status === 409) assert.equal(contentType, 'text/x.tlog.size')
      if (step.body_contains !== undefined) assert.ok(body.startsWith(step.body_contains))
      if (status === 200) {
        const note = parseNote(step.request.slice(step.request.indexOf('\n\n') + 2))
        const signatures = body.trimEnd().split('\n').map(parseSignatureLine)
        const state = await verifyCosignature(
          { body: note.body, signatures },
          parseVkey(running.witness.vkey),
        )
        assert.deepEqual(state, { state: 'valid', time: 1_800_000_000 })
      }
      if (!restarts) continue
      await running.stop()
      running = await startWitness(t, folder)
    }
    await running.stop()
  }
})

test('the cosigned checkpoint is served with both signatures, under the hash of the origin', async (t) => {
  const { url, witness } = await startWitness(t, await readyFolder(t))
  assert.equal((await fetch(`${url}/${ID}/checkpoint`)).status, 404)
  await post(url, await historyOf(3).request(0))
  const text = await (await fetch(`${url}/${ID}/checkpoint`)).text()
  const { checkpoint, note } = await openCheckpoint(text, logKeys)
  assert.equal(checkpoint.size, 3)
  assert.equal((await verifyCosignature(note, parseVkey(witness.vkey))).state, 'valid')
  assert.equal(await (await fetch(`${url}/vkey`)).text(), `${witness.vkey}\n`)
  assert.match(await (await fetch(url)).text(), /log\.example\.id\/2027: 3 catatan/)
})

test('two requests at once for one size: one is signed, the other is not, and the loser is evidence', async (t) => {
  const folder = await readyFolder(t)
  const { url, witness } = await startWitness(t, folder)
  await post(url, await historyOf(5).request(0))
  const rivals = await Promise.all(['a', 'b'].map((branch) => historyOf(6, 5, branch).request(5)))
  const answers = await Promise.all(rivals.map((body) => post(url, body)))
  assert.deepEqual(
    answers.map(({ status }) => status).sort((a, b) => a - b),
    [200, 409],
  )
  const [name] = await witness.evidenceNames()
  const served = await (await fetch(`${url}/bukti/${name}`)).text()
  assert.ok((await checkForkEvidence(parseForkEvidence(served), logKeys)).proven)
})

test('a repeated request gets a signature of its time; within the second the same one, without a write', async (t) => {
  const folder = await readyFolder(t)
  let clock = 1_800_000_000
  const { url } = await startWitness(t, folder, () => clock)
  await post(url, await historyOf(5).request(0))
  const { mtimeNs } = await stat(statePath(folder, { id: ID }), { bigint: true })
  const [again, same] = [
    await post(url, await historyOf(5).request(5)),
    await post(url, await historyOf(5).request(5)),
  ]
  assert.deepEqual([again.status, same], [200, again])
  assert.equal((await stat(statePath(folder, { id: ID }), { bigint: true })).mtimeNs, mtimeNs)
  clock += 1
  const later = await post(url, await historyOf(5).request(5))
  assert.ok(later.status === 200 && later.body !== again.body)
})

test('many requests at once never roll the state back', async (t) => {
  const { url, witness } = await startWitness(t, await readyFolder(t))
  const log = historyOf(30)
  const bodies = await Promise.all(Array.from({ length: 30 }, (_, i) => log.request(i, i + 1)))
  const sizes: number[] = []
  while (sizes.at(-1) !== 30) {
    await Promise.all(bodies.map((body) => post(url, body)))
    sizes.push(witness.held(FIXTURE_ORIGIN)?.checkpoint.size ?? 0)
  }
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => a - b),
  )
})

test('a forked log is refused; its own proof becomes evidence, which stays after a restart', async (t) => {
  const folder = await readyFolder(t)
  const first = await startWitness(t, folder)
  await post(first.url, await historyOf(7).request(0))
  const { status } = await post(first.url, await historyOf(12, 3).request(7))
  assert.equal(status, 422)
  assert.equal((await post(first.url, await historyOf(12).request(7))).status, 200)
  await first.stop()
  const { url, witness } = await startWitness(t, folder)
  const names = await witness.evidenceNames()
  assert.equal(names.length, 1)
  const text = await readFile(join(folder, 'public', 'bukti', names[0]!), 'utf8')
  const report = await checkForkEvidence(parseForkEvidence(text), logKeys)
  assert.deepEqual([report.proven, report.older.size, report.newer.size], [true, 7, 12])
  assert.match(await (await fetch(url)).text(), /Bukti dua riwayat/)
})

test('behind, ahead, at the same size: what the log does about it', async (t) => {
  const { url, witness } = await startWitness(t, await readyFolder(t))
  const log = historyOf(50)
  const ask = async (size: number, believed: number, history = log) =>
    askWitness({
      checkpoint: await history.checkpoint(size),
      key: parseVkey(witness.vkey),
      believed,
      proof: async (from, to) => history.proof(from, to),
      post: async (body) => {
        const { status, contentType, body: text } = await post(url, body)
        return { status, contentType: contentType ?? '', body: text }
      },
    })
  assert.equal((await ask(20, 0)).kind, 'cosigned')
  assert.equal((await ask(50, 0)).kind, 'cosigned')
  assert.equal((await ask(50, 50)).kind, 'cosigned')
  assert.deepEqual(await ask(30, 30), { kind: 'ahead', size: 50 })
  assert.equal((await ask(50, 50, historyOf(50, 40))).kind, 'other-root')
  assert.equal((await ask(60, 50, historyOf(60, 40))).kind, 'other-root')
})

test('a clock that went back: no signature until it has caught up, also after a restart', async (t) => {
  const folder = await readyFolder(t)
  let clock = 1_900_000_000
  const first = await startWitness(t, folder, () => clock)
  assert.equal((await post(first.url, await historyOf(1).request(0))).status, 200)
  clock -= 1
  assert.equal((await post(first.url, await historyOf(2).request(1))).status, 503)
  await first.stop()
  const second = await startWitness(t, folder, () => clock)
  assert.equal((await post(second.url, await historyOf(2).request(1))).status, 503)
  assert.equal(second.witness.held(FIXTURE_ORIGIN)?.checkpoint.size, 1)
  clock += 1
  assert.equal((await post(second.url, await historyOf(2).request(1))).status, 200)
})

test('a state restored from a backup is recognised by our own later signature', async (t) => {
  const folder = await readyFolder(t)
  const first = await startWitness(t, folder)
  await post(first.url, await historyOf(4).request(0))
  const path = statePath(folder, { id: ID })
  const backup = await readFile(path)
  await post(first.url, await historyOf(9).request(4))
  const later = await (await fetch(`${first.url}/${ID}/checkpoint`)).text()
  await first.stop()
  await writeFile(path, backup)
  const second = await startWitness(t, folder)
  const proof = (await historyOf(9).request(4)).slice()
  const head = new TextDecoder().decode(proof).split('\n\n')[0]!
  assert.equal((await post(second.url, `${head}\n\n${later}`)).status, 503)
  assert.equal((await post(second.url, await historyOf(10, 5).request(4))).status, 503)
  await second.stop()
  await writeFile(join(folder, 'later'), later)
  assert.equal(
    (await command(folder, 'recover', FIXTURE_ORIGIN, '--checkpoint', join(folder, 'later'))).code,
    0,
  )
  const third = await startWitness(t, folder, () => Math.floor(Date.now() / 1000) + 5)
  assert.equal((await post(third.url, await historyOf(10, 5).request(9))).status, 422)
  assert.equal((await post(third.url, await historyOf(10).request(9))).status, 200)
})

test('limits: size, method, address, keep-alive, a sender that stops halfway', async (t) => {
  const { url, witness } = await startWitness(t, await readyFolder(t))
  assert.equal((await post(url, 'x'.repeat(MAX_ADD_CHECKPOINT_BYTES + 1))).status, 413)
  const chunked = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 80; i++) controller.enqueue(utf8('x'.repeat(4096)))
      controller.close()
    },
  })
  const streamed = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body: chunked,
    duplex: 'half',
  } as RequestInit).then(
    ({ status }) => status,
    () => 413,
  )
  assert.equal(streamed, 413)
  assert.equal((await fetch(`${url}/add-checkpoint`)).status, 405)
  assert.equal((await fetch(`${url}/vkey`, { method: 'DELETE' })).status, 405)
  for (const path of [
    '/lain',
    '/bukti/../../saksi.key',
    `/bukti/..%2f..%2fsaksi.key`,
    `/${'0'.repeat(64)}/checkpoint`,
  ])
    assert.equal((await fetch(`${url}${path}`)).status, 404, path)
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write('POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nold')
  socket.destroy()
  const alive = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body: new Uint8Array(await historyOf(2).request(0)),
  })
  assert.deepEqual([alive.status, alive.headers.get('connection')], [200, 'keep-alive'])
  assert.equal(witness.held(FIXTURE_ORIGIN)?.checkpoint.size, 2)
})

test('a log that changes its key has two lines; the state signed with the old key stays', async (t) => {
  const folder = await readyFolder(t)
  const first = await startWitness(t, folder)
  await post(first.url, await historyOf(3).request(0))
  await first.stop()
  const next = await importSigner(FIXTURE_ORIGIN, new Uint8Array(32).fill(78))
  const grown = await historyOf(5, 5, '', next).request(3)
  assert.equal((await command(folder, 'add', next.vkey)).code, 0)
  assert.equal((await command(folder, 'add', next.vkey)).code, 2)
  const list = await readFile(join(folder, 'logs'), 'utf8')
  await writeFile(join(folder, 'logs'), `log ${next.vkey}\n`)
  const second = await startWitness(t, folder)
  assert.equal(second.witness.held(FIXTURE_ORIGIN)?.checkpoint.size, 3)
  assert.equal((await post(second.url, grown)).status, 200)
  assert.equal((await post(second.url, await historyOf(6).request(5))).status, 403)
  await second.stop()
  await writeFile(join(folder, 'logs'), list)
  const third = await startWitness(t, folder)
  assert.equal((await post(third.url, await historyOf(6).request(5))).status, 200)
})
