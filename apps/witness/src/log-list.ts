// Which logs this witness serves: lines `log VKEY [URL]` of a tlog-policy file. A log may have two lines while its
// key is being changed. A witness signs for nobody else.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex, utf8 } from '@terang/log/bytes.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import type { VerifierKey } from '@terang/log/note.ts'
import { parsePolicy } from '@terang/log/policy.ts'
import { sha256 } from '@terang/log/sha256.ts'
import { isMissing } from './durable-file.ts'
import { Refusal } from './refusal.ts'

export interface KnownLog {
  readonly origin: string
  /** SHA-256 of the origin in hex: its name in addresses and files. */
  readonly id: string
  readonly keys: readonly VerifierKey[]
  /** Where the log is published, for a witness that fetches by itself. */
  readonly url?: string
}

export function logListPath(folder: string): string {
  return join(folder, 'logs')
}

export function logId(origin: string): string {
  return hex(sha256(utf8(origin)))
}

export async function readLogListText(folder: string): Promise<string> {
  return readFile(logListPath(folder), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
}

export function parseLogList(text: string): KnownLog[] {
  let lines
  try {
    lines = parsePolicy(`${text}\nquorum none\n`)
  } catch (error) {
    throw new Refusal(`Daftar log tidak terbaca (the list of logs is not readable): ${reasonOf(error)}`)
  }
  if (lines.witnesses.length > 0 || lines.groups.length > 0)
    throw new Refusal('Daftar log hanya berisi baris "log" (the list of logs has "log" lines only)')
  const logs = new Map<string, KnownLog>()
  for (const { key, url } of lines.logs) {
    if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
      throw new Refusal(`Alamat log dimulai dengan http (the address of a log begins with http): ${url}`)
    const known = logs.get(key.name)
    logs.set(key.name, {
      origin: key.name,
      id: logId(key.name),
      keys: [...(known?.keys ?? []), key],
      url: known?.url ?? url,
    })
  }
  return [...logs.values()]
}
