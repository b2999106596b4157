// What an uploaded document certainly is: kind by content, whole, not locked, not active, page count, picture size.
// Order and limits of the upload table in security.md 6. Pictures are read by their headers here; a PDF is opened in
// a child process with limits of memory and time. Nothing is judged by picture recognition, nothing touches the disk.
import { join } from 'node:path'
import { childLine } from './child-line.ts'
import type { PdfFacts } from './pdf-inspection.ts'

export type DocumentFormat = 'application/pdf' | 'image/jpeg' | 'image/png'

/** Why a file is not kept. `seen` names what it is instead, where the first bytes tell. */
export type DocumentDefect =
  | { kind: 'empty' }
  | { kind: 'tooLarge'; bytes: number; limit: number }
  | { kind: 'wrongFormat'; seen: string | undefined; nameEnds: string | undefined }
  | { kind: 'broken' }
  | { kind: 'locked' }
  | { kind: 'active' }
  | { kind: 'tooManyPages'; pages: number; limit: number }
  | { kind: 'tooDetailed' }
  | { kind: 'notChecked' }

export interface DocumentFacts {
  mime: DocumentFormat
  bytes: number
  pages: number | null
  width: number | null
  height: number | null
  /** Longest side under the size at which print is legible: a warning that the person may answer. */
  small: boolean
}

export type DocumentReport = { ok: true; facts: DocumentFacts } | { ok: false; defect: DocumentDefect }

/** What one file may cost us, whoever sends it (security.md 6, step 5). */
const maxSide = 12_000
const maxPixels = 50_000_000
const maxPages = 20
const maxObjects = 50_000
/** Under this a scan of A4 is not legible (participation.md 4.5). */
const legibleSide = 1_000
const parseTimeMs = 10_000
/** V8's heap and the whole of the child; pdf.js keeps its buffers outside the heap. */
const heapMiB = 192
const residentMiB = 400

const signatures: readonly { name: string; test: (bytes: Uint8Array) => boolean; mime?: DocumentFormat }[] = [
  { name: 'PDF', mime: 'application/pdf', test: (b) => ascii(b, 0, 5) === '%PDF-' },
  { name: 'JPEG', mime: 'image/jpeg', test: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { name: 'PNG', mime: 'image/png', test: (b) => ascii(b, 1, 4) === 'PNG' && b[0] === 0x89 && b[4] === 0x0d },
  {
    name: 'HEIC',
    test: (b) => ascii(b, 4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1)$/.test(ascii(b, 8, 12)),
  },
  { name: 'AVIF', test: (b) => ascii(b, 4, 8) === 'ftyp' && ascii(b, 8, 12) === 'avif' },
  { name: 'video', test: (b) => ascii(b, 4, 8) === 'ftyp' },
  { name: 'WebP', test: (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP' },
  { name: 'GIF', test: (b) => ascii(b, 0, 4) === 'GIF8' },
  { name: 'TIFF', test: (b) => ascii(b, 0, 4) === 'II*\0' || ascii(b, 0, 4) === 'MM\0*' },
  {
    name: 'Word atau ZIP',
    test: (b) => ascii(b, 0, 4) === 'PK\u0003\u0004' || ascii(b, 0, 4) === '\u00d0\u00cf\u0011\u00e0',
  },
]

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

/** The name of a kind by its first bytes, for instance "HEIC"; undefined where they say nothing. */
export function kindByContent(bytes: Uint8Array): { name: string; mime?: DocumentFormat } | undefined {
  return signatures.find((signature) => signature.test(bytes))
}

/** Width and height of a JPEG from its frame header; undefined where none is found. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame)
      return { height: (bytes[at + 5]! << 8) | bytes[at + 6]!, width: (bytes[at + 7]! << 8) | bytes[at + 8]! }
    if (marker === 0xda || length < 2) return undefined
    at += 2 + length
  }
  return undefined
}

function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  if (bytes.length < 33 || ascii(bytes, 12, 16) !== 'IHDR') return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** A picture that ends before its end mark was cut off on the way. */
function isWhole(mime: DocumentFormat, bytes: Uint8Array): boolean {
  if (mime === 'image/png')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf('IEND') > 0
  const tail = bytes.subarray(Math.max(0, bytes.length - 65_536))
  return Buffer.from(tail.buffer, tail.byteOffset, tail.length).lastIndexOf(Buffer.from([0xff, 0xd9])) >= 0
}

function checkImage(mime: DocumentFormat, bytes: Uint8Array): DocumentReport {
  const size = mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes)
  if (size === undefined || size.width === 0 || size.height === 0 || !isWhole(mime, bytes)) {
    return { ok: false, defect: { kind: 'broken' } }
  }
  if (Math.max(size.width, size.height) > maxSide || size.width * size.height > maxPixels) {
    return { ok: false, defect: { kind: 'tooDetailed' } }
  }
  return {
    ok: true,
    facts: {
      mime,
      bytes: bytes.length,
      pages: null,
      ...size,
      small: Math.max(size.width, size.height) < legibleSide,
    },
  }
}

/** @param pdf inspects a PDF apart from this process (`pdfInspector`)  @param limits formats and size of the slot, from the rule set */
export async function checkDocument(
  file: { bytes: Uint8Array; name: string },
  limits: { formats: readonly DocumentFormat[]; maxBytes: number },
  pdf: PdfInspector,
): Promise<DocumentReport> {
  const { bytes, name } = file
  const refuse = (defect: DocumentDefect): DocumentReport => ({ ok: false, defect })
  if (bytes.length === 0) return refuse({ kind: 'empty' })
  if (bytes.length > limits.maxBytes)
    return refuse({ kind: 'tooLarge', bytes: bytes.length, limit: limits.maxBytes })
  const seen = kindByContent(bytes)
  if (seen?.mime === undefined || !limits.formats.includes(seen.mime)) {
    return refuse({
      kind: 'wrongFormat',
      seen: seen?.name,
      nameEnds: /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0].toLowerCase(),
    })
  }
  if (seen.mime !== 'application/pdf') return checkImage(seen.mime, bytes)

  const facts = await pdf.inspect(bytes)
  if (facts === 'tooCostly') return refuse({ kind: 'tooDetailed' })
  if (facts === 'unavailable') return refuse({ kind: 'notChecked' })
  if (facts.bomb || facts.objects > maxObjects) return refuse({ kind: 'tooDetailed' })
  if (facts.state === 'locked') return refuse({ kind: 'locked' })
  if (facts.active.length > 0) return refuse({ kind: 'active' })
  if (facts.state === 'broken') return refuse({ kind: 'broken' })
  if (facts.pages > maxPages) return refuse({ kind: 'tooManyPages', pages: facts.pages, limit: maxPages })
  return {
    ok: true,
    facts: {
      mime: 'application/pdf',
      bytes: bytes.length,
      pages: facts.pages,
      width: null,
      height: null,
      small: false,
    },
  }
}

export interface PdfInspector {
  /** `tooCostly`: it took more memory or time than a document needs; `unavailable`: no child could be started. */
  inspect: (bytes: Uint8Array) => Promise<PdfFacts | 'tooCostly' | 'unavailable'>
  stop: () => void
}

/** One child at a time parses; a file that exceeds its time or memory ends it, and the next file gets a new one. */
export function pdfInspector(): PdfInspector {
  const line = childLine<PdfFacts>({
    program: join(import.meta.dirname, 'pdf-inspection.ts'),
    heapMiB,
    residentMiB,
    timeMs: parseTimeMs,
    jobsPerChild: 300,
  })
  return { inspect: (bytes) => line.ask({ bytes }), stop: line.stop }
}
