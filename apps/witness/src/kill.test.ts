// The program is killed at random moments while two rival histories are offered to it at once. Whatever has left it
// must be one history: never two roots for a size, and each signed root continues the last.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAddCheckpoint } from '@terang/log/add-checkpoint.ts'
import { hex, utf8 } from '@terang/log/bytes.ts'
import { signCheckpoint } from '@terang/log/checkpoint.ts'
import { verifyCosignature } from '@terang/log/cosignature.ts'
import { parseNote, parseSignatureLine, parseVkey } from '@terang/log/note.ts'
import { consistencyProof, leafHash, rootOfLeaves, verifyConsistency } from '@terang/log/tree.ts'
import { FIXTURE_ORIGIN, fixtureSigner } from '@terang/log/witness-fixture.ts'
import { command, post, readyFolder, startProcess } from './witness-fixture.ts'

const REQUESTS = 200

/** Small, seeded, so that a failure can be repeated; the moment of a kill stays the machine's. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('killed at random during 200 requests: never two roots for one size', async (t) => {
  const folder = await readyFolder(t)
  const random = chance(20_270_304)
  const vkey = parseVkey((await command(folder, 'show')).out.match(/\S+\+[0-9a-f]{8}\+\S+/)![0])
  const signed = new Map<number, string>()
  let running = await startProcess(folder)
  t.after(() => running.kill())
  let leaves: Uint8Array[] = []
  let [sent, kills, answered] = [0, 0, 0]

  const offer = async (rival: Uint8Array[], oldSize: number): Promise<number | undefined> => {
    const size = rival.length
    const checkpoint = await signCheckpoint({ origin: FIXTURE_ORIGIN, size, root: rootOfLeaves(rival) }, [
      fixtureSigner,
    ])
    const body = formatAddCheckpoint({ oldSize, proof: consistencyProof(rival, oldSize), checkpoint })
    sent += 1
    const answer = await post(running.url, body).catch(() => undefined)
    if (answer?.status !== 200) return answer?.status
    const note = parseNote(checkpoint)
    const signatures = [parseSignatureLine(answer.body.trimEnd())]
    assert.equal((await verifyCosignature({ body: note.body, signatures }, vkey)).state, 'valid')
    const root = hex(rootOfLeaves(rival))
    assert.equal(signed.get(size) ?? root, root, `two roots for size ${size}`)
    signed.set(size, root)
    answered += 1
    return 200
  }

  while (sent < REQUESTS) {
    const oldSize = leaves.length
    const grown = 1 + random(3)
    const rivals = ['a', 'b'].map((branch) => [
      ...leaves,
      ...Array.from({ length: grown }, (_, i) => leafHash(utf8(`${branch} ${oldSize + i} ${sent}`))),
    ])
    const way = random(6)
    const each = rivals.map((rival) => offer(rival, oldSize))
    if (way < 2) {
      // At some moment, or the instant that an answer is here: what was answered must have been durable before.
      if (way === 0) await new Promise((resolve) => setTimeout(resolve, random(12)))
      else await Promise.race(each)
      await running.kill('SIGKILL')
      kills += 1
      await Promise.all(each)
      running = await startProcess(folder)
    } else {
      await Promise.all(each)
    }
    // Which of the two it holds, or neither, is asked anew: each is offered as what the witness has.
    const size = oldSize + grown
    const known = signed.get(size)
    let winner: Uint8Array[] | undefined
    for (const rival of rivals) if ((await offer(rival, size)) === 200) winner = rival
    if (known !== undefined) assert.ok(winner !== undefined, `size ${size} was signed and is forgotten`)
    if (winner !== undefined) leaves = winner
  }

  const sizes = [...signed.keys()].sort((a, b) => a - b)
  for (const [i, size] of sizes.entries()) {
    assert.equal(hex(rootOfLeaves(leaves.slice(0, size))), signed.get(size), `size ${size}`)
    const next = sizes[i + 1]
    if (next === undefined) continue
    const [older, newer] = [leaves.slice(0, size), leaves.slice(0, next)]
    const proof = consistencyProof(newer, size)
    assert.ok(verifyConsistency(size, next, proof, rootOfLeaves(older), rootOfLeaves(newer)))
  }
  const held = await (await fetch(running.url)).text()
  assert.match(held, new RegExp(`: ${leaves.length} catatan`))
  assert.ok(kills >= 10 && answered >= 50, `${kills} kills, ${answered} signed`)
  t.diagnostic(`${sent} requests, ${answered} signed, ${kills} kills, ${sizes.length} sizes`)
})
