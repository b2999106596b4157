// Real witnesses for tests: a folder with a key and a log, the server in this process or the program in one of its
// own, and a log that is published over HTTP. Everything on loopback, nothing replaced.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fixtureSigner } from '@terang/log/witness-fixture.ts'
import { run } from './run.ts'
import { serveWitness } from './server.ts'
import { openWitness } from './witness.ts'

const CLI = fileURLToPath(new URL('cli.ts', import.meta.url))
export const WITNESS_NAME = 'saksi.example.id/w1'

export async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'terang-saksi-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** One command of the program, in this process. */
export async function command(
  folder: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await run([...args, '--data', folder], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    now: () => Math.floor(Date.now() / 1000),
    stopped: Promise.resolve(),
  })
  return { code, out, err }
}

/** A folder with a key that serves the log of the fixture. */
export async function readyFolder(t: TestContext, url?: string): Promise<string> {
  const folder = await newFolder(t)
  await command(folder, 'key', WITNESS_NAME)
  const added = await command(folder, 'add', fixtureSigner.vkey, ...(url === undefined ? [] : [url]))
  if (added.code !== 0) throw new Error(added.err)
  return folder
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
}

/** The witness of a folder, served in this process. */
export async function startWitness(t: TestContext, folder: string, now = () => 1_800_000_000) {
  const reports: string[] = []
  const witness = await openWitness({ folder, now, report: (text) => reports.push(text) })
  const server = serveWitness(witness)
  const url = await listen(server)
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      server.closeAllConnections()
      server.close()
      await witness.close()
    })())
  t.after(stop)
  return { witness, url, reports, stop }
}

export interface Answered {
  readonly status: number
  readonly contentType: string | null
  readonly body: string
}

export async function post(url: string, body: Uint8Array | string): Promise<Answered> {
  const sent = typeof body === 'string' ? body : new Uint8Array(body)
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: sent })
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: await response.text(),
  }
}

export interface WitnessProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** The program itself. Rejects with what it wrote where it does not start. */
export async function startProcess(folder: string, ...options: string[]): Promise<WitnessProcess> {
  const args = [CLI, 'serve', '--port', '0', '--data', folder, ...options]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => (err += chunk))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk
      const found = /http:\/\/\S+/.exec(out)
      if (found !== null) resolve(found[0])
    })
    child.once('close', (code) => reject(new Error(`${code}: ${err}`)))
  })
  return {
    child,
    url,
    kill: (signal = 'SIGKILL') => {
      child.kill(signal)
      return ended
    },
  }
}

/** A published log: the files of a map below /log/, which a test may change. */
export async function publish(t: TestContext, files: Map<string, Uint8Array>) {
  const offered: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice('/log/'.length)
    if (request.method === 'POST' && path === 'cosignature') {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        offered.push(body)
        response.writeHead(204).end()
      })
      return
    }
    const bytes = files.get(path)
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
  })
  const url = `${await listen(server)}/log/`
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  t.after(stop)
  return { url, offered, stop }
}
