// Who runs the embedded PostgreSQL. It refuses to run as root, so under root it gets an account without rights:
// the one that owns the data already, else `postgres`, else a system account made for it, else `nobody`.
// Where that account cannot reach the folders (a clone under /root), it is lent the one capability for that.
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from './start-error.ts'

const run = promisify(execFile)

export type Account = { readonly uid: number; readonly gid: number }

/** How to start a program as that account: who must own the files, what to tell spawn, what to put in front. */
export type Launch = {
  readonly owner: Account | undefined
  readonly identity: { uid?: number; gid?: number }
  command(program: string, args: readonly string[]): { file: string; args: string[] }
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
  } catch {
    return undefined
  }
}

async function ownerOf(folder: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(folder)
    return uid === 0 ? undefined : { uid, gid }
  } catch {
    return undefined
  }
}

async function accountUnderRoot(cluster: string): Promise<Account> {
  const present = (await ownerOf(cluster)) ?? (await findAccount('postgres'))
  if (present !== undefined) return present
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]).catch(() => undefined)
  const made = (await findAccount('postgres')) ?? (await findAccount('nobody'))
  if (made !== undefined) return made
  throw new StartError(
    'PostgreSQL perlu akun selain root (PostgreSQL needs an account other than root: make "postgres").',
  )
}

async function opensToOthers(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function plain(program: string, args: readonly string[]): { file: string; args: string[] } {
  return { file: program, args: [...args] }
}

export async function launchFor({
  cluster,
  folders,
}: {
  cluster: string
  folders: readonly string[]
}): Promise<Launch> {
  if (process.getuid?.() !== 0) {
    return { owner: undefined, identity: {}, command: plain }
  }
  const account = await accountUnderRoot(cluster)
  const reachable = (await Promise.all(folders.map(opensToOthers))).every(Boolean)
  if (reachable) return { owner: account, identity: account, command: plain }
  const lend = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
  ]
  try {
    await run('setpriv', [...lend, 'true'])
  } catch {
    throw new StartError(
      `Akun database tidak bisa membuka ${folders.join(' dan ')}; pindahkan proyek atau isi DATA_DIR (the database account cannot reach these folders: move the project, or set DATA_DIR).`,
    )
  }
  return {
    owner: account,
    identity: {},
    command: (program, args) => ({ file: 'setpriv', args: [...lend, program, ...args] }),
  }
}
