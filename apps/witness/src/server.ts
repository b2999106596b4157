// The witness over HTTP: add-checkpoint of c2sp.org/tlog-witness, the cosigned checkpoints, and the evidence. Limits
// stand here, because anybody may call; a proxy in front ends TLS.
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { MAX_ADD_CHECKPOINT_BYTES } from '@terang/log/add-checkpoint.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import type { Answer, Witness } from './witness.ts'

/** Slow senders are cut off: the largest request fits into one second of a slow line. */
const REQUEST_TIMEOUT_MS = 10_000
const MOST_CONNECTIONS = 200
const PLAIN = 'text/plain; charset=utf-8'

export function serveWitness(witness: Witness): Server {
  const server = createServer((request, response) => {
    answerTo(witness, request)
      .catch((error: unknown) => {
        witness.report(`permintaan tidak terjawab (request without an answer): ${reasonOf(error)}`)
        return { status: 500, contentType: PLAIN, body: 'error\n' }
      })
      .then((answer) => send(request, response, answer))
      .catch(() => response.destroy())
  })
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.headersTimeout = REQUEST_TIMEOUT_MS
  server.maxConnections = MOST_CONNECTIONS
  return server
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, contentType, body } = answer
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': new TextEncoder().encode(body).length,
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    // What is left of a body that was not read would be taken for the next request.
    ...(request.complete ? {} : { Connection: 'close' }),
    ...(status === 503 ? { 'Retry-After': '10' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '/').split('?')[0]!
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return { status: 405, contentType: PLAIN, body: 'POST\n' }
    const body = await readBody(request)
    return body === undefined
      ? { status: 413, contentType: PLAIN, body: `at most ${MAX_ADD_CHECKPOINT_BYTES} bytes\n` }
      : witness.add(body)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, contentType: PLAIN, body: 'GET\n' }
  const found = await read(witness, path)
  return found ?? { status: 404, contentType: PLAIN, body: 'not found\n' }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_ADD_CHECKPOINT_BYTES) return undefined
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MAX_ADD_CHECKPOINT_BYTES) return undefined
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

async function read(witness: Witness, path: string): Promise<Answer | undefined> {
  const plain = (body: string | undefined): Answer | undefined =>
    body === undefined ? undefined : { status: 200, contentType: PLAIN, body }
  if (path === '/') return plain(await describe(witness))
  if (path === '/vkey') return plain(`${witness.vkey}\n`)
  const log = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)
  if (log !== null) return plain(witness.checkpoint(log[1]!))
  const evidence = /^\/bukti\/([0-9a-f-]+\.json)$/.exec(path)
  const body = evidence === null ? undefined : await witness.evidence(evidence[1]!)
  return body === undefined ? undefined : { status: 200, contentType: 'application/json', body }
}

/** What the witness says of itself to a person: on its front page and on the terminal. */
export async function describe(witness: Witness): Promise<string> {
  const lines = [`Saksi (witness): ${witness.name}`, `Kunci (key): ${witness.vkey}`, '']
  for (const { origin, id } of witness.logs) {
    const held = witness.held(origin)
    const state =
      held === undefined
        ? 'belum ditandatangani (not yet signed)'
        : `${held.checkpoint.size} catatan (entries), ${new Date(held.time * 1000).toISOString()}`
    lines.push(`${origin}: ${state}`, `  /${id}/checkpoint`)
    const halted = witness.halted(origin)
    if (halted !== undefined) lines.push(`  berhenti (halted): ${halted}`)
  }
  const evidence = await witness.evidenceNames()
  if (evidence.length > 0)
    lines.push('', 'Bukti dua riwayat (evidence of forks):', ...evidence.map((name) => `  /bukti/${name}`))
  return `${lines.join('\n')}\n`
}
