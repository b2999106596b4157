// Evidence of forks, one file a pair of checkpoints, for anybody to check and publish. Only the log's own key can make
// such a pair, but a hostile log could make many: a bound keeps the disk from filling.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex } from '@terang/log/bytes.ts'
import { parseCheckpoint } from '@terang/log/checkpoint.ts'
import { formatForkEvidence } from '@terang/log/fork-evidence.ts'
import type { ForkEvidence } from '@terang/log/fork-evidence.ts'
import { parseNote } from '@terang/log/note.ts'
import { isMissing, writeDurably } from './durable-file.ts'
import type { KnownLog } from './log-list.ts'

const MOST_FILES_PER_LOG = 100

export function evidenceFolder(folder: string): string {
  return join(folder, 'public', 'bukti')
}

export async function listEvidence(folder: string): Promise<string[]> {
  const names = await readdir(evidenceFolder(folder)).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.filter((name) => name.endsWith('.json')).sort()
}

function nameOf(log: KnownLog, evidence: ForkEvidence): string {
  const parts = [evidence.older, evidence.newer].map((text) => parseCheckpoint(parseNote(text).body))
  const roots = parts.map(({ size, root }) => `${size}-${hex(root).slice(0, 8)}`)
  return `${log.id.slice(0, 16)}-${roots.join('-')}.json`
}

/** Name of the file and whether it is new; undefined where this log has reached the bound. */
export async function keepEvidence(
  folder: string,
  log: KnownLog,
  evidence: ForkEvidence,
): Promise<{ name: string; isNew: boolean } | undefined> {
  const name = nameOf(log, evidence)
  const present = await listEvidence(folder)
  if (present.includes(name)) return { name, isNew: false }
  const ofLog = present.filter((one) => one.startsWith(log.id.slice(0, 16)))
  if (ofLog.length >= MOST_FILES_PER_LOG) return undefined
  await mkdir(evidenceFolder(folder), { recursive: true })
  await writeDurably(join(evidenceFolder(folder), name), formatForkEvidence(evidence))
  return { name, isNew: true }
}

export async function readEvidence(folder: string, name: string): Promise<string | undefined> {
  const present = await listEvidence(folder)
  return present.includes(name) ? readFile(join(evidenceFolder(folder), name), 'utf8') : undefined
}
