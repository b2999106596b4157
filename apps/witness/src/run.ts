// The commands of the witness and their arguments. Exit codes as in the checker: 0 good, 1 something is wrong with a
// log, 2 could not be done.
import { mkdir, readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatAddCheckpoint } from '@terang/log/add-checkpoint.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { COSIGNATURE_ED25519, NOTE_ED25519, parseVkey } from '@terang/log/note.ts'
import { isPublishedKey } from '@terang/log/published-keys.ts'
import { openRequest } from '@terang/log/witness.ts'
import { writeDurably } from './durable-file.ts'
import { keyPath, makeKey, openKey } from './key-file.ts'
import { logListPath, parseLogList, readLogListText } from './log-list.ts'
import type { KnownLog } from './log-list.ts'
import { lockFolder } from './process-lock.ts'
import { offerCosignature, publishedLog, pullLog } from './pull.ts'
import type { PullResult } from './pull.ts'
import { Refusal } from './refusal.ts'
import { describe, serveWitness } from './server.ts'
import { statePath, storeState } from './state-file.ts'
import { cosignRequest, openWitness } from './witness.ts'
import type { Witness } from './witness.ts'

export const USAGE = `witness key NAME                       make the key, once; prints what to publish
witness add VKEY [URL]                 serve this log; URL: where it is published
witness serve [--port N] [--host A] [--every SECONDS] [--offer]
                                       answer logs, and fetch those with a URL
witness pull [--offer]                 fetch once and end
witness show                           what was signed, and the evidence
witness recover ORIGIN --checkpoint FILE | --from-nothing
                                       after the state was lost or damaged
all: --data FOLDER (default: saksi-data)

exit codes: 0 good, 1 something is wrong with a log, 2 could not be done
`

export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Resolves when the program is asked to end. */
  readonly stopped: Promise<unknown>
}

const OPTIONS = {
  data: { type: 'string', default: 'saksi-data' },
  port: { type: 'string', default: '8090' },
  host: { type: 'string', default: '127.0.0.1' },
  every: { type: 'string', default: '60' },
  offer: { type: 'boolean', default: false },
  checkpoint: { type: 'string' },
  'from-nothing': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
type Command = (words: readonly string[], values: Values, terminal: Terminal) => Promise<number>

const COMMANDS: ReadonlyMap<string, { command: Command; words: readonly number[] }> = new Map([
  ['key', { command: keyCommand, words: [1] }],
  ['add', { command: addCommand, words: [1, 2] }],
  ['serve', { command: serveCommand, words: [0] }],
  ['pull', { command: pullCommand, words: [0] }],
  ['show', { command: showCommand, words: [0] }],
  ['recover', { command: recoverCommand, words: [1] }],
])

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const [name = '', ...words] = positionals
    const found = COMMANDS.get(name)
    if (values.help) {
      terminal.out(USAGE)
      return 0
    }
    if (found === undefined || !found.words.includes(words.length)) {
      terminal.err(USAGE)
      return 2
    }
    return await found.command(words, values, terminal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!(error instanceof Refusal) && !code?.startsWith('ERR_PARSE_ARGS')) throw error
    terminal.err(`witness: ${reasonOf(error)}\n`)
    return 2
  }
}

async function keyCommand([name = '']: readonly string[], { data }: Values, { out }: Terminal) {
  await mkdir(data, { recursive: true, mode: 0o700 })
  const { vkey } = await makeKey(keyPath(data), name)
  out(`${vkey}\n`)
  return 0
}

async function addCommand([vkey = '', url]: readonly string[], { data }: Values, { out }: Terminal) {
  let key
  try {
    key = parseVkey(vkey)
  } catch (error) {
    throw new Refusal(`Kunci log tidak terbaca (the log's key is not readable): ${reasonOf(error)}`)
  }
  if (key.type !== NOTE_ED25519 || isPublishedKey(key.publicKey))
    throw new Refusal('Kunci ini tidak dapat dipakai sebuah log (not a key for a log)')
  const signer = await openKey(keyPath(data))
  const unlock = lockFolder(data)
  try {
    const text = await readLogListText(data)
    const known = parseLogList(text).some(({ origin }) => origin === key.name)
    const line = ['log', vkey, ...(url === undefined ? [] : [url])].join(' ')
    const list = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
    const log = parseLogList(list).find(({ origin }) => origin === key.name)!
    if (!known) {
      if (url !== undefined) await refuseSignedBefore(log, url, parseVkey(signer.vkey).keyId, signer.name)
      await readFile(statePath(data, log)).then(
        () => undefined,
        () => storeState(statePath(data, log), log.origin, undefined),
      )
    }
    await writeDurably(logListPath(data), list)
  } finally {
    unlock()
  }
  out(`${key.name}\n`)
  return 0
}

/** A checkpoint that bears our own signature says that this folder once knew the log and lost it. */
async function refuseSignedBefore(log: KnownLog, url: string, keyId: number, name: string): Promise<void> {
  const published = await publishedLog(url)('checkpoint').catch(() => undefined)
  if (published === undefined) return
  const request = formatAddCheckpoint({
    oldSize: 0,
    proof: [],
    checkpoint: new TextDecoder().decode(published),
  })
  const opened = await openRequest(request, () => log.keys)
  if (opened.kind !== 'opened') throw new Refusal(`${url}: ${opened.reason}`)
  if (opened.note.signatures.some((one) => one.name === name && one.keyId === keyId))
    throw new Refusal(
      `Saksi ini sudah pernah menandatangani log ini (this witness has signed this log before). Gunakan "recover" (use "recover").`,
    )
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text) || value < least || value > most)
    throw new Refusal(`--${name}: ${least} - ${most}`)
  return value
}

function open({ data }: Values, { err, now }: Terminal): Promise<Witness> {
  const report = (text: string) => err(`${new Date(now() * 1000).toISOString()} ${text}\n`)
  return openWitness({ folder: data, now, report })
}

async function serveCommand(_: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const port = wholeNumber(values.port, 'port', 0, 65_535)
  const every = wholeNumber(values.every, 'every', 1, 86_400)
  const witness = await open(values, terminal)
  const server = serveWitness(witness)
  const failed = new Promise<never>((_, reject) =>
    server.once('error', (error) => reject(new Refusal(reasonOf(error)))),
  )
  try {
    await Promise.race([
      new Promise<void>((resolve) => server.listen(port, values.host, () => resolve())),
      failed,
    ])
    const address = server.address()
    const bound = typeof address === 'object' && address !== null ? address.port : port
    terminal.out(`Saksi ${witness.name}: http://${values.host}:${bound}\n`)
    const ending = new AbortController()
    const pulling = keepPulling(witness, every * 1000, values.offer, ending.signal)
    await Promise.race([terminal.stopped, failed])
    ending.abort()
    await pulling
  } finally {
    server.close()
    server.closeIdleConnections()
    await witness.close()
    server.closeAllConnections()
  }
  return 0
}

async function keepPulling(witness: Witness, everyMs: number, offer: boolean, ending: AbortSignal) {
  const said = new Map<string, string>()
  while (!ending.aborted && witness.logs.some(({ url }) => url !== undefined)) {
    for (const [log, result] of await pullAll(witness, offer)) {
      // The same trouble is said once, not every minute.
      const line = sentenceOf(result)
      if (result.kind !== 'unchanged' && said.get(log.origin) !== line)
        witness.report(`${log.origin}: ${line}`)
      said.set(log.origin, line)
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      ending.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
      if (ending.aborted) resolve()
    })
  }
}

async function pullAll(witness: Witness, offer: boolean): Promise<[KnownLog, PullResult][]> {
  const results: [KnownLog, PullResult][] = []
  for (const log of witness.logs) {
    if (log.url === undefined) continue
    const result = await pullLog(witness, log, publishedLog(log.url))
    results.push([log, result])
    const checkpoint = witness.checkpoint(log.id)
    if (!offer || result.kind !== 'cosigned' || checkpoint === undefined) continue
    const status = await offerCosignature(log.url, checkpoint).catch((error: unknown) => reasonOf(error))
    if (status !== 200 && status !== 204)
      witness.report(`${log.origin}: tanda tangan belum diterima (the cosignature is not taken): ${status}`)
  }
  return results
}

function sentenceOf(result: PullResult): string {
  switch (result.kind) {
    case 'cosigned':
      return `ditandatangani (cosigned): ${result.size}`
    case 'unchanged':
      return `tidak ada yang baru (nothing new): ${result.size}`
    case 'behind':
      return `log ini menunjukkan kurang dari yang sudah ditandatangani (the log shows less than was signed): ${result.size}`
    case 'fork':
      return `dua riwayat log, tidak ditandatangani (fork, not signed): ${result.evidence}`
    case 'refused':
      return `tidak ditandatangani (not signed): ${result.reason}`
    case 'unreachable':
      return `tidak terjangkau (unreachable): ${result.reason}`
  }
}

async function pullCommand(_: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const witness = await open(values, terminal)
  try {
    const results = await pullAll(witness, values.offer)
    if (results.length === 0) throw new Refusal('Belum ada log dengan alamat (no log with a URL yet)')
    for (const [{ origin }, result] of results) terminal.out(`${origin}: ${sentenceOf(result)}\n`)
    const kinds = results.map(([, { kind }]) => kind)
    if (kinds.some((kind) => kind === 'fork' || kind === 'refused' || kind === 'behind')) return 1
    return kinds.includes('unreachable') ? 2 : 0
  } finally {
    await witness.close()
  }
}

async function showCommand(_: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const witness = await open(values, terminal)
  try {
    terminal.out(await describe(witness))
    return (await witness.evidenceNames()).length === 0 ? 0 : 1
  } finally {
    await witness.close()
  }
}

async function recoverCommand([origin = '']: readonly string[], values: Values, terminal: Terminal) {
  const { data, checkpoint: file } = values
  if ((file === undefined) !== values['from-nothing'])
    throw new Refusal('--checkpoint FILE, atau (or) --from-nothing')
  const signer = await openKey(keyPath(data))
  if (signer.type !== COSIGNATURE_ED25519) throw new Refusal('not the key of a witness')
  const unlock = lockFolder(data)
  try {
    const log = parseLogList(await readLogListText(data)).find((one) => one.origin === origin)
    if (log === undefined)
      throw new Refusal(`Log ini tidak ada di daftar (this log is not on the list): ${origin}`)
    if (file === undefined) {
      await storeState(statePath(data, log), origin, undefined)
      terminal.out(`${origin}: 0\n`)
      return 0
    }
    const checkpoint = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new Refusal(reasonOf(error))
    })
    const request = await openRequest(
      formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }),
      () => log.keys,
    )
    if (request.kind !== 'opened') throw new Refusal(`${file}: ${request.reason}`)
    await storeState(statePath(data, log), origin, await cosignRequest(request, signer, terminal.now()))
    terminal.out(`${origin}: ${request.checkpoint.size}\n`)
    return 0
  } finally {
    unlock()
  }
}
