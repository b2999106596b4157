// The log's signing key: one line in a file of mode 0600, made on the first start. Read by the sequencer alone.
// `log.vkey` beside the tiles is its public half; a key whose name is not the origin is refused.
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { generateSigner, importSigner, type Signer } from '@terang/log/note.ts'

export interface LogSigner {
  /** Verifier key, one line. */
  vkey: string
  /** Signs the text of a checkpoint and gives the whole note. */
  sign: (text: string) => Promise<string>
}

/** @throws where the file is readable for others, or belongs to another log */
export async function openSigner(path: string, origin: string): Promise<LogSigner> {
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  let signer: Signer
  if (stored === undefined) {
    signer = await generateSigner(origin)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, `${signer.privateKey}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await chmod(path, 0o600)
  } else {
    if (((await stat(path)).mode & 0o077) !== 0) throw new Error(`log: ${path} must have mode 0600`)
    signer = await importSigner(stored.trim())
  }
  if (signer.name !== origin) throw new Error(`log: the key is named ${signer.name}, the log ${origin}`)
  return { vkey: signer.vkey, sign: (text) => signer.sign(text) }
}
