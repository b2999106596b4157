// Small real documents for tests and the demo: a PDF that any reader opens, and pictures with true headers.
// Nothing of it is copied from anybody; the text is what the caller gives.
import { deflateSync } from 'node:zlib'

export interface PdfOptions {
  pages: number
  /** Shown on each page. */
  text?: string
  /** Further entries of the catalogue. */
  catalog?: string
  /** Marks the file as protected by a password. */
  encrypted?: boolean
}

export function makePdf({
  pages,
  text = 'Dokumen contoh',
  catalog = '',
  encrypted = false,
}: PdfOptions): Uint8Array {
  const bodies: string[] = []
  const kids = Array.from({ length: pages }, (_, i) => `${4 + i * 2} 0 R`).join(' ')
  bodies.push(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`)
  bodies.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`)
  bodies.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  for (let n = 1; n <= pages; n += 1) {
    const shown = `${text} ${n}`.replace(/[\\()]/g, '\\$&')
    const content = `BT /F1 18 Tf 72 760 Td (${shown}) Tj ET`
    bodies.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${bodies.length + 2} 0 R >>`,
    )
    bodies.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  }
  let file = '%PDF-1.7\n'
  const offsets = bodies.map((body, i) => {
    const offset = file.length
    file += `${i + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const table = file.length
  const lock = encrypted
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`
    : ''
  file += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  file += `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${lock} >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** Header, frame and end mark of a JPEG of this size; enough for every check by header. */
export function makeJpeg(width: number, height: number, seed: number | string = 0): Uint8Array {
  const comment = Buffer.from(`contoh ${seed}`)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    Buffer.from([0xff, 0xfe, 0, comment.length + 2]),
    comment,
    Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** A whole grey PNG. */
export function makePng(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(type, 4)
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * Math.min(height, 8), 200))),
    chunk('IEND', new Uint8Array(0)),
  ])
}
