// The lock file: latest signed size and root. It lies outside the database and its backups (own setting LOCK_FILE),
// so that a restored database cannot sign a second history (transparency-log.md 4).
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface LockState {
  size: number
  /** Root hash, base64. */
  root: string
}

export async function readLockFile(path: string): Promise<LockState | undefined> {
  try {
    const [size, root] = (await readFile(path, 'utf8')).split('\n')
    return { size: Number(size), root: root ?? '' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Durable before it returns: the note leaves the process only after. */
export async function writeLockFile(path: string, state: LockState): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(`${state.size}\n${state.root}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
