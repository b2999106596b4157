// What lies on the disk: the key is made once, a damaged or lost state stops the start, one process has the folder.
import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseVkey, COSIGNATURE_ED25519, importSigner } from '@terang/log/note.ts'
import { base64 } from '@terang/log/bytes.ts'
import { FIXTURE_ORIGIN, fixtureSigner, historyOf } from '@terang/log/witness-fixture.ts'
import { logId } from './log-list.ts'
import { statePath } from './state-file.ts'
import { openWitness } from './witness.ts'
import {
  command,
  newFolder,
  post,
  readyFolder,
  startProcess,
  startWitness,
  WITNESS_NAME,
} from './witness-fixture.ts'

const STATE = { id: logId(FIXTURE_ORIGIN) }
const silent = { now: () => 1_800_000_000, report: () => undefined }
const start = (folder: string) => openWitness({ folder, ...silent })

test('the key is a witness key of mode 0400 and is never overwritten', async (t) => {
  const folder = await newFolder(t)
  const { code, out } = await command(folder, 'key', WITNESS_NAME)
  assert.equal(code, 0)
  const key = parseVkey(out.trim())
  assert.deepEqual([key.name, key.type], [WITNESS_NAME, COSIGNATURE_ED25519])
  const path = join(folder, 'saksi.key')
  assert.equal((await stat(path)).mode & 0o777, 0o400)
  const before = await readFile(path)
  assert.equal((await command(folder, 'key', 'lain.example.id')).code, 2)
  assert.deepEqual(await readFile(path), before)
  assert.equal((await command(await newFolder(t), 'key', 'dua kata')).code, 2)
})

test('a key that others can read, that is damaged or that everybody knows is refused', async (t) => {
  const folder = await readyFolder(t)
  const path = join(folder, 'saksi.key')
  await chmod(path, 0o440)
  await assert.rejects(start(folder), /0400/)
  await chmod(path, 0o600)
  await writeFile(path, `${WITNESS_NAME} x\n`)
  await assert.rejects(start(folder), /rusak/)
  // The first example of RFC 8032.
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  await writeFile(path, `${WITNESS_NAME} ${base64(seed)}\n`)
  await assert.rejects(start(folder), /contoh/)
})

test('a state that is cut, changed, empty, of another key or of another log stops the start', async (t) => {
  const folder = await readyFolder(t)
  const running = await startWitness(t, folder)
  await post(running.url, await historyOf(6).request(0))
  await running.stop()
  const path = statePath(folder, STATE)
  const good = await readFile(path, 'utf8')
  const other = await importSigner(WITNESS_NAME, new Uint8Array(32).fill(5), COSIGNATURE_ED25519)
  const damaged = [
    '',
    '{}',
    good.slice(0, -30),
    good.replace('\\n6\\n', '\\n5\\n'),
    good.replace(FIXTURE_ORIGIN, 'log.example.id/2028'),
    good.replace('terang/saksi/v1', 'terang/saksi/v2'),
    good.replace(/\\n— saksi[^"]*/, ''),
    '\0'.repeat(good.length),
  ]
  for (const text of damaged) {
    assert.notEqual(text, good)
    await writeFile(path, text)
    await assert.rejects(start(folder), /rusak/, text.slice(0, 60))
  }
  await writeFile(path, good)
  const key = join(folder, 'saksi.key')
  const own = await readFile(key)
  await chmod(key, 0o600)
  await writeFile(key, `${other.name} ${base64(new Uint8Array(32).fill(5))}\n`)
  await assert.rejects(start(folder), /rusak/)
  await writeFile(key, own)
  await (await start(folder)).close()
})

test('a half-written temporary file beside the state changes nothing', async (t) => {
  const folder = await readyFolder(t)
  const path = statePath(folder, STATE)
  await writeFile(`${path}.new`, '{"format":"terang/sa')
  const { url } = await startWitness(t, folder)
  assert.equal((await post(url, await historyOf(2).request(0))).status, 200)
})

test('a lost state stops the start until the operator says from where to go on', async (t) => {
  const folder = await readyFolder(t)
  const running = await startWitness(t, folder)
  await post(running.url, await historyOf(6).request(0))
  const cosigned = await (await fetch(`${running.url}/${STATE.id}/checkpoint`)).text()
  await running.stop()
  await rm(statePath(folder, STATE))
  await assert.rejects(start(folder), /hilang/)
  assert.equal((await command(folder, 'recover', FIXTURE_ORIGIN)).code, 2)
  assert.equal((await command(folder, 'recover', 'lain.example.id', '--from-nothing')).code, 2)
  // From nothing is possible, but our own signature out there stops it again.
  assert.equal((await command(folder, 'recover', FIXTURE_ORIGIN, '--from-nothing')).code, 0)
  const second = await startWitness(t, folder)
  assert.equal((await post(second.url, `old 0\n\n${cosigned}`)).status, 503)
  await second.stop()
  const file = join(folder, 'cosigned')
  await writeFile(file, cosigned.replace('\n6\n', '\n7\n'))
  assert.equal((await command(folder, 'recover', FIXTURE_ORIGIN, '--checkpoint', file)).code, 2)
  await writeFile(file, cosigned)
  assert.equal((await command(folder, 'recover', FIXTURE_ORIGIN, '--checkpoint', file)).code, 0)
  const third = await startWitness(t, folder, () => Math.floor(Date.now() / 1000) + 5)
  assert.equal((await post(third.url, await historyOf(6, 2).request(6))).status, 422)
})

test('a state that cannot be stored: no signature, and nothing more for this log until a restart', async (t) => {
  const folder = await readyFolder(t)
  const first = await startWitness(t, folder)
  const path = statePath(folder, STATE)
  await mkdir(`${path}.new`)
  assert.equal((await post(first.url, await historyOf(3).request(0))).status, 503)
  await rm(`${path}.new`, { recursive: true })
  assert.equal((await post(first.url, await historyOf(3).request(0))).status, 503)
  await first.stop()
  const second = await startWitness(t, folder)
  assert.equal((await post(second.url, await historyOf(3).request(0))).status, 200)
})

test('one process has the folder; a killed one leaves it free', async (t) => {
  const folder = await readyFolder(t)
  const first = await startProcess(folder)
  t.after(() => first.kill())
  await assert.rejects(startProcess(folder), /2: .*Proses saksi lain/)
  assert.equal((await command(folder, 'add', fixtureSigner.vkey)).code, 2)
  await first.kill('SIGKILL')
  const second = await startProcess(folder)
  t.after(() => second.kill())
  assert.equal((await post(second.url, await historyOf(1).request(0))).status, 200)
  assert.equal(await second.kill('SIGTERM'), 0)
  await (await start(folder)).close()
})

test('a log without its state file, a witness in the list, an unreadable line: no start', async (t) => {
  const folder = await readyFolder(t)
  const list = join(folder, 'logs')
  const good = await readFile(list, 'utf8')
  const another = await importSigner('log2.example.id', new Uint8Array(32).fill(6))
  await writeFile(list, `${good}log ${another.vkey}\n`)
  await assert.rejects(start(folder), /hilang/)
  await writeFile(list, `${good}quorum x\n`)
  await assert.rejects(start(folder), /tidak terbaca/)
  await truncate(list, 20)
  await assert.rejects(start(folder), /tidak terbaca/)
  await writeFile(list, good)
  assert.equal((await command(folder, 'add', another.vkey, 'ftp://x')).code, 2)
  assert.equal((await command(folder, 'add', another.vkey)).code, 0)
  await (await start(folder)).close()
})
