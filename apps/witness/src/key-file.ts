// The witness's key: name and seed in one line of a file of mode 0400, made once by a command and never overwritten.
// Whoever has it can sign in the witness's name; whoever loses it starts as a new witness.
import { chmod, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { base64, fromBase64 } from '@terang/log/bytes.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { COSIGNATURE_ED25519, generateSigner, importSigner, parseVkey } from '@terang/log/note.ts'
import type { Signer } from '@terang/log/note.ts'
import { isPublishedKey } from '@terang/log/published-keys.ts'
import { isMissing, syncFolder } from './durable-file.ts'
import { Refusal } from './refusal.ts'

export function keyPath(folder: string): string {
  return join(folder, 'saksi.key')
}

export async function makeKey(path: string, name: string): Promise<Signer> {
  const { signer, seed } = await generateSigner(name, COSIGNATURE_ED25519).catch((error: unknown) => {
    throw new Refusal(`${name}: ${reasonOf(error)}`)
  })
  const file = await open(path, 'wx', 0o400).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new Refusal(`Kunci sudah ada dan tidak diganti (a key exists and stays): ${path}`)
  })
  try {
    await file.writeFile(`${name} ${base64(seed)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, 0o400)
  await syncFolder(dirname(path))
  return signer
}

export async function openKey(path: string): Promise<Signer> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new Refusal(
      `Belum ada kunci, buat dengan "key NAMA" (no key yet, make one with "key NAME"): ${path}`,
    )
  })
  if (((await stat(path)).mode & 0o077) !== 0)
    throw new Refusal(`Kunci terbaca orang lain, ubah modenya ke 0400 (others can read the key): ${path}`)
  const [name = '', seed = ''] = text.trim().split(' ')
  let signer: Signer
  try {
    signer = await importSigner(name, fromBase64(seed), COSIGNATURE_ED25519)
  } catch (error) {
    throw new Refusal(`Berkas kunci rusak (the key file is damaged): ${path}: ${reasonOf(error)}`)
  }
  if (isPublishedKey(parseVkey(signer.vkey).publicKey))
    throw new Refusal(`Kunci ini kunci contoh yang dikenal umum (this key is a published example): ${path}`)
  return signer
}
