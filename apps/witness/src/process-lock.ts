// One process at a time per folder: two would each store, and sign, without seeing the other. SQLite's lock is the
// kernel's, so it ends with the process, however that ends, and holds between containers that share the disk.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from './refusal.ts'

const SQLITE_BUSY = 5

/** @returns what releases the lock */
export function lockFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, 'lock'))
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new Refusal(
      `Proses saksi lain sedang memakai folder ini (another witness process uses this folder): ${folder}`,
    )
  }
  return () => database.close()
}
