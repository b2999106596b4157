// Builds small XLSX files for tests from the XML of their sheets, so that a test can hide a row, merge cells or
// lie about a size: the things a well-behaved writer does not do. Files are stored unpacked or deflated.

import { crc32, deflateRawSync } from 'node:zlib'

export type FixtureSheet = { name: string; xml: string; state?: string }

export function workbookOf(sheets: readonly FixtureSheet[], lie?: { unpacked: number }): Uint8Array {
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets
        .map(
          (sheet, index) =>
            `<sheet name="${sheet.name}" sheetId="${index + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
        )
        .join('')}</Relationships>`,
    ],
    ...sheets.map((sheet, index): [string, string] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet.xml}</worksheet>`,
    ]),
  ]
  return zipOf(files, lie)
}

/** Cells as text, except where a cell is given as a number (a numeric cell) or as raw XML. */
export function sheetXml(
  rows: readonly (readonly (string | number | { xml: string })[])[],
  hiddenRow?: number,
): string {
  const body = rows.map((cells, row) => {
    const line = cells.map((cell, column) => {
      const r = `${String.fromCharCode(65 + column)}${row + 1}`
      if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`
      if (typeof cell === 'object') return `<c r="${r}"${cell.xml}`
      const text = cell.replace(/&/g, '&amp;').replace(/</g, '&lt;')
      return cell === '' ? '' : `<c r="${r}" t="inlineStr"><is><t>${text}</t></is></c>`
    })
    return `<row r="${row + 1}"${hiddenRow === row + 1 ? ' hidden="1"' : ''}>${line.join('')}</row>`
  })
  return `<sheetData>${body.join('')}</sheetData>`
}

export function zipOf(files: readonly (readonly [string, string])[], lie?: { unpacked: number }): Uint8Array {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const plain = Buffer.from(text)
    const packed = deflateRawSync(plain)
    const isLie = lie !== undefined && name.includes('worksheets/')
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(plain), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(isLie ? lie.unpacked : plain.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    head.copy(entry, 10, 8, 30)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    locals.push(head, Buffer.from(name), packed)
    central.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
}
