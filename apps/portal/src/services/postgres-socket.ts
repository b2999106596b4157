// Where the embedded PostgreSQL listens: on a socket inside its own closed folder, so that no port is open and a
// query costs a quarter less than over loopback. A folder whose path is too long for a socket gets a private one in
// the system's folder for temporary files; Windows, where Node knows no such sockets, a port of the loopback.
import { once } from 'node:events'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Launch } from './postgres-account.ts'

/** `host` is a folder with a socket, or an address. */
export type Listening = { readonly host: string; readonly port: number }

/** Names the socket's file; nothing listens on this port. */
const socketPort = 5432
/** The shortest limit among the systems: macOS takes 103 bytes, Linux 107. */
const longestSocketPath = 103
const elsewhere = 'terang-postgres-socket-'

function socketIn(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketIn(folder)) <= longestSocketPath
}

/** For `pg` and for the programs of PostgreSQL alike: the parameter wins over the name before it. */
export function addressOf({ host, port }: Listening, user: string, password: string): string {
  return `postgresql://${user}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const bound = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

/** @param cluster a folder that only the server's account can enter */
export async function chooseListening(cluster: string, { owner }: Pick<Launch, 'owner'>): Promise<Listening> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() }
  if (fits(cluster)) return { host: cluster, port: socketPort }
  // Six letters are added to make the name.
  const prefix = [tmpdir(), '/tmp']
    .map((folder) => join(folder, elsewhere))
    .find((one) => fits(`${one}XXXXXX`))
  const host = await mkdtemp(prefix ?? `/tmp/${elsewhere}`)
  if (owner !== undefined) await chown(host, owner.uid, owner.gid)
  return { host, port: socketPort }
}

/** Takes away the folder that was made for a socket; one inside the cluster belongs to the server. */
export async function leaveListening({ host }: Listening): Promise<void> {
  if (basename(host).startsWith(elsewhere)) await rm(host, { recursive: true, force: true })
}

/**
 * A killed server leaves its socket and a note with its number beside it, and PostgreSQL would not start while
 * that number belongs to any process at all.
 */
export async function clearRemains(
  cluster: string,
  isOurs: (pid: number) => Promise<boolean>,
): Promise<void> {
  const socket = socketIn(cluster)
  const pid = Number((await readFile(`${socket}.lock`, 'utf8').catch(() => '')).split('\n')[0])
  if (pid > 0 && (await isOurs(pid))) return
  await rm(`${socket}.lock`, { force: true })
  await rm(socket, { force: true })
}
