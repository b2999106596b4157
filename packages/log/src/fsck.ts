// Proving a whole stored log through a reader of its files: checkpoint, every bundle, every entry, every tile, the
// root, and older checkpoints that anybody kept. Nothing is trusted but the verifier key; what does not hold is
// reported with its place and the check goes on as far as it can.

import { equal } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { parseEntry } from './entry.ts'
import type { Entry } from './entry.ts'
import { LogError, reasonOf } from './log-error.ts'
import { parseVkey } from './note.ts'
import type { Note } from './note.ts'
import { bundlesForSize, decodeBundle, encodeTile, TILE_WIDTH, tilePath } from './tiles.ts'
import type { ReadFile, Tile } from './tiles.ts'
import { appendLeaves, foldHashes, leafHash, rootOfLeaves } from './tree.ts'

export type FsckFinding = {
  /** `fsck/<what>`: stable. */
  readonly code: string
  /** Path of a file, `#<index>` of an entry, or both. */
  readonly where: string
  readonly ok: boolean
  /** Sentence in Indonesian. */
  readonly text: string
  readonly detail?: string
}

export type FsckOptions = {
  readonly read: ReadFile
  /** Keys of the log; all of one name, several while a key is being changed. */
  readonly vkeys: readonly string[]
  /** The checkpoint to prove; without it the file `checkpoint` is read. */
  readonly checkpoint?: string
  /** Signed notes that somebody kept: the log must be a continuation of each. */
  readonly older?: readonly string[]
  /** `opaque`: a log of other software, whose entries are not ours to parse. */
  readonly entries?: 'terang' | 'opaque'
  readonly onFinding?: (finding: FsckFinding) => void
  readonly onEntry?: (index: number, entry: Entry, leaf: Uint8Array) => void
  readonly onProgress?: (checked: number, size: number) => void
}

export type FsckReport = {
  readonly ok: boolean
  readonly findings: readonly FsckFinding[]
  readonly checkpoint?: Checkpoint
  readonly note?: Note
  /** Entries read without a finding. */
  readonly checked: number
}

type Report = (code: string, where: string, ok: boolean, text: string, detail?: string) => void

export async function checkStoredLog(options: FsckOptions): Promise<FsckReport> {
  const findings: FsckFinding[] = []
  const report: Report = (code, where, ok, text, detail) => {
    const finding = { code: `fsck/${code}`, where, ok, text, ...(detail === undefined ? {} : { detail }) }
    findings.push(finding)
    options.onFinding?.(finding)
  }
  const keys = options.vkeys.map((line) => parseVkey(line.trim()))

  const text = options.checkpoint ?? (await options.read('checkpoint'))
  if (text === undefined) {
    report('checkpoint-missing', 'checkpoint', false, 'Berkas checkpoint tidak ada.')
    return { ok: false, findings, checked: 0 }
  }
  let head: { checkpoint: Checkpoint; note: Note }
  try {
    head = await openCheckpoint(text, keys)
  } catch (error) {
    const [code, sentence] = headProblem(error)
    report(code, 'checkpoint', false, sentence, reasonOf(error))
    return { ok: false, findings, checked: 0 }
  }
  const { checkpoint, note } = head
  report(
    'checkpoint',
    'checkpoint',
    true,
    `Tanda tangan log sah. Log ${checkpoint.origin} berisi ${checkpoint.size} catatan.`,
  )

  const marks = await olderMarks(options.older ?? [], checkpoint, keys, report)
  const checked = await walk(options, checkpoint, marks, report)
  return { ok: findings.every(({ ok }) => ok), findings, checkpoint, note, checked }
}

function headProblem(error: unknown): [code: string, sentence: string] {
  const code = error instanceof LogError ? error.code : ''
  if (code === 'checkpoint/origin') return ['origin', 'Log ini bukan log yang diminta.']
  if (code === 'note/invalid') return ['signature-invalid', 'Tanda tangan log tidak cocok dengan isinya.']
  if (code === 'note/unsigned') return ['unsigned', 'Tidak ada tanda tangan log yang dikenal.']
  return ['checkpoint-malformed', 'Berkas checkpoint tidak utuh.']
}

/** An older checkpoint whose root must come out when the tree reaches its size. */
type Mark = { readonly checkpoint: Checkpoint; readonly where: string }

async function olderMarks(
  notes: readonly string[],
  newest: Checkpoint,
  keys: Parameters<typeof openCheckpoint>[1],
  report: Report,
): Promise<Mark[]> {
  const marks: Mark[] = []
  for (const [i, text] of notes.entries()) {
    const where = `checkpoint lama ${i + 1}`
    let old: Checkpoint
    try {
      old = (await openCheckpoint(text, keys)).checkpoint
    } catch (error) {
      const [code, sentence] = headProblem(error)
      report(`older-${code}`, where, false, sentence, reasonOf(error))
      continue
    }
    if (old.origin !== newest.origin) {
      report('older-origin', where, false, `Checkpoint ini milik log lain: ${old.origin}.`)
    } else if (old.size > newest.size) {
      report('behind', where, false, `Log ini mundur: dulu ${old.size} catatan, sekarang ${newest.size}.`)
    } else {
      marks.push({ checkpoint: old, where: `${where} (${old.size})` })
    }
  }
  return marks.sort((a, b) => a.checkpoint.size - b.checkpoint.size)
}

async function walk(
  options: FsckOptions,
  checkpoint: Checkpoint,
  marks: Mark[],
  report: Report,
): Promise<number> {
  const ids = new Map<string, number>()
  // Hashes of the tile being filled at each level; level 0 holds leaves.
  const open: Uint8Array[][] = []
  const done: number[] = []
  let frontier: Uint8Array[] = []
  let size = 0
  let checked = 0
  let whole = true

  const compareTile = async (level: number, hashes: readonly Uint8Array[]): Promise<void> => {
    const tile: Tile = { level, index: done[level] ?? 0, width: hashes.length }
    const path = tilePath(tile)
    const expected = encodeTile(hashes)
    const stored = await readWithFallback(tile, expected.length, options.read)
    if (stored === undefined) report('tile-missing', path, false, `Ubin ${path} tidak ada.`)
    else if (!equal(stored, expected))
      report('tile-differs', path, false, `Ubin ${path} berbeda dari catatannya.`)
  }
  const push = async (level: number, hash: Uint8Array): Promise<void> => {
    const hashes = (open[level] ??= [])
    hashes.push(hash)
    if (hashes.length < TILE_WIDTH) return
    await compareTile(level, hashes)
    done[level] = (done[level] ?? 0) + 1
    open[level] = []
    await push(level + 1, rootOfLeaves(hashes))
  }
  const passMarks = (): void => {
    while (marks[0]?.checkpoint.size === size) {
      const mark = marks.shift()!
      if (equal(foldHashes(frontier), mark.checkpoint.root)) {
        report('older', mark.where, true, `Log ini melanjutkan checkpoint ${size} tanpa mengubahnya.`)
      } else {
        report(
          'fork',
          mark.where,
          false,
          `Ada dua isi log untuk ukuran ${size}. Simpan kedua checkpoint sebagai bukti.`,
        )
      }
    }
  }

  /** Grows the frontier, stopping at the size of each older checkpoint on the way. */
  const grow = (leaves: readonly Uint8Array[]): void => {
    let rest = leaves
    while (rest.length > 0) {
      const stop = Math.min(rest.length, (marks[0]?.checkpoint.size ?? Infinity) - size)
      ;({ frontier, size } = appendLeaves(frontier, size, rest.slice(0, stop)))
      rest = rest.slice(stop)
      passMarks()
    }
  }

  passMarks()
  for (const bundle of bundlesForSize(checkpoint.size)) {
    const path = tilePath(bundle)
    let entries: Uint8Array[]
    try {
      const bytes = await readBundle(bundle, options.read)
      if (bytes === undefined) {
        report('bundle-missing', path, false, `Berkas catatan ${path} tidak ada.`)
        whole = false
        break
      }
      entries = bytes
    } catch (error) {
      report('bundle-malformed', path, false, `Berkas catatan ${path} tidak utuh.`, reasonOf(error))
      whole = false
      break
    }
    const leaves = entries.map(leafHash)
    for (const [i, bytes] of entries.entries()) {
      const index = bundle.index * TILE_WIDTH + i
      if (checkEntryAt(index, bytes, leaves[i]!, path, ids, options, report)) checked++
      await push(0, leaves[i]!)
    }
    grow(leaves)
    options.onProgress?.(size, checkpoint.size)
  }
  if (!whole) {
    for (const mark of marks)
      report('older-unchecked', mark.where, false, 'Checkpoint ini tidak dapat dibandingkan.')
    return checked
  }
  for (const [level, hashes] of open.entries()) if (hashes.length > 0) await compareTile(level, hashes)
  if (equal(foldHashes(frontier), checkpoint.root)) {
    report('root', 'checkpoint', true, `Semua ${size} catatan cocok dengan akar yang ditandatangani.`)
  } else {
    report(
      'root-differs',
      'checkpoint',
      false,
      'Catatan yang disimpan berbeda dari akar yang ditandatangani.',
    )
  }
  return checked
}

function checkEntryAt(
  index: number,
  bytes: Uint8Array,
  leaf: Uint8Array,
  path: string,
  ids: Map<string, number>,
  options: FsckOptions,
  report: Report,
): boolean {
  if (options.entries === 'opaque') return true
  let entry: Entry
  try {
    entry = parseEntry(bytes)
  } catch (error) {
    report(
      'entry-malformed',
      `${path} #${index}`,
      false,
      `Catatan ${index} tidak mengikuti bentuk log.`,
      reasonOf(error),
    )
    return false
  }
  const twin = ids.get(entry.id)
  if (twin !== undefined) {
    report('id-twice', `#${index}`, false, `Catatan ${twin} dan ${index} memakai penanda yang sama.`)
    return false
  }
  ids.set(entry.id, index)
  options.onEntry?.(index, entry, leaf)
  return true
}

async function readBundle(bundle: Tile, read: ReadFile): Promise<Uint8Array[] | undefined> {
  const partial = await read(tilePath(bundle))
  if (partial !== undefined) return decodeBundle(partial, bundle.width)
  if (bundle.width === TILE_WIDTH) return undefined
  const full = await read(tilePath({ ...bundle, width: TILE_WIDTH }))
  return full === undefined ? undefined : decodeBundle(full, TILE_WIDTH).slice(0, bundle.width)
}

async function readWithFallback(tile: Tile, length: number, read: ReadFile): Promise<Uint8Array | undefined> {
  const stored = await read(tilePath(tile))
  if (stored !== undefined || tile.width === TILE_WIDTH) return stored
  return (await read(tilePath({ ...tile, width: TILE_WIDTH })))?.subarray(0, length)
}
