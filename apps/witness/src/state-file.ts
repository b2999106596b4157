// What the witness remembers of a log: the whole checkpoint that it cosigned last, with the log's signature and its
// own. Our signature in it is what tells a whole file from a damaged one. A log that was never cosigned has a file
// too, so that a missing file always means that the memory was lost.
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseCheckpoint } from '@terang/log/checkpoint.ts'
import { verifyCosignature } from '@terang/log/cosignature.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { formatNote, parseNote } from '@terang/log/note.ts'
import type { VerifierKey } from '@terang/log/note.ts'
import type { Held } from '@terang/log/witness.ts'
import { isMissing, writeDurably } from './durable-file.ts'
import type { KnownLog } from './log-list.ts'
import { Refusal } from './refusal.ts'

const FORMAT = 'terang/saksi/v1'

export function statePath(folder: string, log: Pick<KnownLog, 'id'>): string {
  return join(folder, 'state', `${log.id}.json`)
}

/** Durable when it returns: the signature may leave only after. */
export async function storeState(path: string, origin: string, held: Held | undefined): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const checkpoint = held === undefined ? null : formatNote(held.note)
  await writeDurably(path, `${JSON.stringify({ format: FORMAT, origin, checkpoint }, null, 2)}\n`)
}

export async function loadState(path: string, log: KnownLog, ownKey: VerifierKey): Promise<Held | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new Refusal(
      `Catatan untuk ${log.origin} hilang (the state is lost). Pulihkan dengan "recover" (see docs/witness.md): ${path}`,
    )
  })
  try {
    return await readState(text, log, ownKey)
  } catch (error) {
    throw new Refusal(`Catatan untuk ${log.origin} rusak (the state is damaged): ${path}: ${reasonOf(error)}`)
  }
}

async function readState(text: string, log: KnownLog, ownKey: VerifierKey): Promise<Held | undefined> {
  const json = JSON.parse(text) as Record<string, unknown>
  const { format, origin, checkpoint: stored } = json
  if (format !== FORMAT) throw new Error(`not of the form ${FORMAT}`)
  if (origin !== log.origin) throw new Error('of another log')
  if (stored === null) return undefined
  if (typeof stored !== 'string') throw new Error('no checkpoint in it')
  const note = parseNote(stored)
  const checkpoint = parseCheckpoint(note.body)
  if (checkpoint.origin !== log.origin) throw new Error('the checkpoint of another log')
  const own = await verifyCosignature(note, ownKey)
  if (own.state !== 'valid') throw new Error(`the cosignature of ${ownKey.name} is ${own.state}`)
  return { checkpoint, note, keys: [], time: own.time }
}
