// The log's signing key: name and seed in one line of a file of mode 0600, made on the first start. Read by the
// sequencer alone. `log.vkey` beside the tiles is its public half; a key whose name is not the origin is refused.
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { importSigner, parseVkey, signNote } from '@terang/log/note.ts'
import { isPublishedKey } from '@terang/log/published-keys.ts'

export interface LogSigner {
  /** Verifier key, one line. */
  vkey: string
  /** Signs the text of a checkpoint and gives the whole note. */
  sign: (text: string) => Promise<string>
}

/** @throws where the file is readable for others, or belongs to another log */
export async function openSigner(path: string, origin: string): Promise<LogSigner> {
  let line = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (line === undefined) {
    line = `${origin} ${randomBytes(32).toString('base64')}\n`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, line, { mode: 0o600, flag: 'wx', flush: true })
    await chmod(path, 0o600)
  }
  if (((await stat(path)).mode & 0o077) !== 0) throw new Error(`log: ${path} must have mode 0600`)
  const [name, seed] = line.trim().split(' ')
  if (name !== origin) throw new Error(`log: the key is named ${name ?? ''}, the log ${origin}`)
  const signer = await importSigner(origin, Buffer.from(seed ?? '', 'base64'))
  if (isPublishedKey(parseVkey(signer.vkey).publicKey))
    throw new Error('log: the signing key is a published test key')
  return { vkey: signer.vkey, sign: (text) => signNote(text, [signer]) }
}
