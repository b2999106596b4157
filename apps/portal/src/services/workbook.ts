// Reads an XLSX file into rows of text, after looking inside the packed file itself: a bomb is stopped before
// it unpacks, and formulas, merged cells and hidden content are refused with their place. The cell reader
// alone would return the remembered value of a formula and never say that a row was hidden.

import { inflateRawSync } from 'node:zlib'
import readXlsx from 'read-excel-file/universal'
import { TABLE_LIMITS, cellPlace, cellProblem, columnName, refusedFile, tooManyRows } from './table.ts'
import type { TableFile, TableProblem, TableRow, TableSheet } from './table.ts'

type PackedEntry = { name: string; method: number; packed: number; unpacked: number; at: number }

export async function readWorkbook(bytes: Uint8Array): Promise<TableFile> {
  const opened = openPackage(bytes)
  if ('refused' in opened) return opened.refused
  const problems: TableProblem[] = []
  const hidden = new Set<string>()
  for (const part of sheetParts(opened.files)) {
    if (part.hidden) hidden.add(part.name)
    problems.push(...inspectSheet(part.name, part.xml, part.hidden))
  }
  if (problems.some((problem) => problem.code.startsWith('too-many'))) {
    return { source: { kind: 'xlsx' }, sheets: [], problems }
  }
  const sheets: TableSheet[] = []
  try {
    const copy = new Uint8Array(bytes)
    for (const sheet of await readXlsx(copy.buffer, { parseNumber: plainNumber })) {
      if (hidden.has(sheet.sheet)) continue
      const rows: TableRow[] = []
      sheet.data.forEach((values, index) => {
        const cells = values.map(cellText)
        if (cells.every((cell) => cell === '')) return
        rows.push({ row: index + 1, cells })
        cells.forEach((cell, at) => {
          const problem = cellProblem(cell, index + 1, at + 1, sheet.sheet)
          if (problem) problems.push(problem)
        })
      })
      if (rows.length > 0) sheets.push({ name: sheet.sheet, rows })
    }
  } catch {
    return refusedFile(
      'unreadable-workbook',
      'Buku kerja ini tidak dapat dibaca. Buka di aplikasi lembar kerja, simpan lagi sebagai XLSX, lalu unggah.',
    )
  }
  return { source: { kind: 'xlsx' }, sheets, problems }
}

/** Writers store 2.75 as 2.7500000000000001; the shortest text of the same number is what the person typed. */
function plainNumber(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(value)) return text
  // A float of 16 digits or more was damaged when it was typed: its scientific form makes that visible.
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) return value.toExponential()
  return String(value)
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'string' ? value.trim() : typeof value === 'boolean' ? String(value) : ''
}

function openPackage(bytes: Uint8Array): { files: Map<string, string> } | { refused: TableFile } {
  const entries = packedEntries(bytes)
  const broken = refusedFile(
    'unreadable-workbook',
    'Buku kerja ini rusak. Simpan lagi sebagai XLSX, lalu unggah.',
  )
  if (!entries) return { refused: broken }
  const bomb = refusedFile(
    'unpacks-too-large',
    'Isi buku kerja ini lebih dari 200 MB setelah dibuka, atau ukurannya tidak cocok. Hapus gambar dan lembar lain, lalu simpan lagi.',
  )
  let total = 0
  for (const entry of entries) total += entry.unpacked
  if (total > TABLE_LIMITS.unpackedBytes) return { refused: bomb }
  const files = new Map<string, string>()
  for (const entry of entries) {
    const data = bytes.subarray(entry.at, entry.at + entry.packed)
    try {
      // The declared size is a claim: unpacking stops one byte past it, so a false claim is found here.
      const plain =
        entry.method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(entry.unpacked, 1) })
      if (plain.length !== entry.unpacked) return { refused: bomb }
      if (/\.(?:xml|rels)$/.test(entry.name)) {
        files.set(entry.name, new TextDecoder().decode(plain))
      }
    } catch (error) {
      const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      return { refused: tooLarge ? bomb : broken }
    }
  }
  if (!files.has('xl/workbook.xml')) {
    return {
      refused: refusedFile(
        'not-a-workbook',
        'Berkas ini arsip, bukan buku kerja. Kirim tabelnya sebagai XLSX atau CSV.',
      ),
    }
  }
  return { files }
}

/** The central directory of a ZIP file (APPNOTE 4.3.12): the list that every honest reader goes by. */
function packedEntries(bytes: Uint8Array): PackedEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const earliest = Math.max(0, bytes.length - 22 - 65_535)
  while (end >= earliest && view.getUint32(end, true) !== 0x06054b50) end -= 1
  if (end < earliest) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: PackedEntry[] = []
  const names = new TextDecoder()
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) return null
    const method = view.getUint16(at + 10, true)
    if (method !== 0 && method !== 8) return null
    const packed = view.getUint32(at + 20, true)
    const dataAt = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (dataAt + packed > bytes.length) return null
    entries.push({
      name: names.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method,
      packed,
      unpacked: view.getUint32(at + 24, true),
      at: dataAt,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

type SheetPart = { name: string; hidden: boolean; xml: string }

function sheetParts(files: Map<string, string>): SheetPart[] {
  const targets = new Map<string, string>()
  for (const tag of tags(files.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship')) {
    const id = attribute(tag, 'Id')
    const target = attribute(tag, 'Target')
    if (id && target) {
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    }
  }
  const parts: SheetPart[] = []
  for (const tag of tags(files.get('xl/workbook.xml') ?? '', 'sheet')) {
    const id = /\b\w+:id="([^"]*)"/.exec(tag)?.[1] ?? ''
    const xml = files.get(targets.get(id) ?? '')
    if (xml === undefined) continue
    parts.push({
      name: unescapeXml(attribute(tag, 'name') ?? ''),
      hidden: /^(?:hidden|veryHidden)$/.test(attribute(tag, 'state') ?? ''),
      xml,
    })
  }
  return parts
}

/** One pass over the tags of a sheet, so that its cost grows with its size whatever it contains. */
function inspectSheet(sheet: string, xml: string, sheetHidden: boolean): TableProblem[] {
  const problems: TableProblem[] = []
  const hiddenColumns: [number, number][] = []
  const reportedColumns = new Set<number>()
  let row = 0
  let rowHidden = false
  let rowReported = false
  let column = 0
  for (const match of xml.matchAll(SHEET_TAG)) {
    const tag = match[2] ?? ''
    if (match[1] === 'col') {
      if (isOn(attribute(tag, 'hidden'))) {
        hiddenColumns.push([Number(attribute(tag, 'min')), Number(attribute(tag, 'max'))])
      }
    } else if (match[1] === 'row') {
      row = Number(attribute(tag, 'r') ?? row + 1)
      rowHidden = isOn(attribute(tag, 'hidden'))
      rowReported = false
      column = 0
    } else if (match[1] === 'c') {
      const place = cellAddress(attribute(tag, 'r') ?? '')
      row = place?.row ?? row
      column = place?.column ?? column + 1
    } else if (match[1] === 'mergeCell') {
      const range = attribute(tag, 'ref') ?? ''
      const place = cellAddress(range.split(':')[0] ?? '')
      problems.push({
        sheet,
        row: place?.row ?? 0,
        column: place?.column ?? 0,
        code: 'merged-cells',
        text: `Sel ${range} digabung. Pisahkan selnya, lalu isi setiap baris.`,
      })
    } else {
      if (row > TABLE_LIMITS.rows + 1) return [tooManyRows(sheet)]
      if (column > TABLE_LIMITS.columns) {
        const text = `Baris ${row} memuat lebih dari ${TABLE_LIMITS.columns} kolom. Hapus kolom yang tidak dipakai.`
        return [{ sheet, row, column: 0, code: 'too-many-columns', text }]
      }
      if (sheetHidden) {
        const text = `Lembar "${sheet}" tersembunyi dan berisi data. Tampilkan atau hapus lembar itu.`
        return [{ sheet, row: 0, column: 0, code: 'hidden-sheet', text }]
      }
      if (match[1] === 'f') {
        const text = `${cellPlace(row, column)} berisi rumus. Salin kolomnya, lalu tempel sebagai nilai.`
        problems.push({ sheet, row, column, code: 'formula', text })
      }
      if (rowHidden && !rowReported) {
        rowReported = true
        const text = `Baris ${row} tersembunyi dan berisi data. Tampilkan barisnya atau hapus.`
        problems.push({ sheet, row, column: 0, code: 'hidden-row', text })
      }
      const at = column
      if (!reportedColumns.has(at) && hiddenColumns.some(([from, to]) => at >= from && at <= to)) {
        reportedColumns.add(at)
        const text = `Kolom ${columnName(at)} tersembunyi dan berisi data. Tampilkan kolomnya atau hapus.`
        problems.push({ sheet, row: 0, column: at, code: 'hidden-column', text })
      }
    }
  }
  return problems
}

// The tags that say where content is and what a page would not show; `v`, `f` and `is` are content.
const SHEET_TAG = /<(?:\w+:)?(col|row|c|f|v|is|mergeCell)\b([^>]*)>/g

/** Attributes of every tag of that name. */
function* tags(xml: string, name: string): Generator<string> {
  for (const match of xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g'))) {
    yield match[1] ?? ''
  }
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1]
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function cellAddress(address: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(address)
  if (!match) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]), column }
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}
