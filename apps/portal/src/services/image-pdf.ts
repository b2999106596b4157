// A JPEG as a PDF of one page, so that one renderer draws everything an applicant sends: the bytes go in as they are,
// and the way the camera was held (Exif orientation) comes out as a turn.

/** @returns undefined where the bytes are no JPEG of one or three colours */
export function imagePdf(jpeg: Uint8Array): { pdf: Uint8Array; turn: 0 | 90 | 180 | 270 } | undefined {
  const frame = readFrame(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength))
  if (frame === undefined) return undefined
  const { width, height, colours } = frame
  const content = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`
  const objects: Uint8Array[] = [
    ascii('<< /Type /Catalog /Pages 2 0 R >>'),
    ascii('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    ascii(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>`,
    ),
    Buffer.concat([
      ascii(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${colours === 1 ? 'DeviceGray' : 'DeviceRGB'} /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      ),
      jpeg,
      ascii('\nendstream'),
    ]),
    ascii(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
  ]
  const parts: Uint8Array[] = [ascii('%PDF-1.4\n')]
  let length = parts[0]!.length
  const places = objects.map((object, at) => {
    const place = length
    const whole = Buffer.concat([ascii(`${at + 1} 0 obj\n`), object, ascii('\nendobj\n')])
    parts.push(whole)
    length += whole.length
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  parts.push(
    ascii(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return { pdf: Buffer.concat(parts), turn: frame.turn }
}

const ascii = (text: string) => Buffer.from(text, 'latin1')

/** Exif's eight orientations without the mirrored ones, which no camera writes. */
const turnOf: Readonly<Record<number, 90 | 180 | 270>> = { 3: 180, 6: 90, 8: 270 }

function readFrame(bytes: Buffer) {
  let turn: 0 | 90 | 180 | 270 = 0
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (marker === 0xda || length < 2) return undefined
    if (marker === 0xe1) turn = turnOf[orientation(bytes.subarray(at + 4, at + 2 + length))] ?? turn
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = bytes.readUInt16BE(at + 5)
      const width = bytes.readUInt16BE(at + 7)
      const colours = bytes[at + 9]
      return width > 0 && height > 0 && (colours === 1 || colours === 3)
        ? { width, height, colours, turn }
        : undefined
    }
    at += 2 + length
  }
  return undefined
}

/** Tag 0x0112 of the first directory; 1 where there is none. */
function orientation(segment: Buffer): number {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0' || segment.length < 20) return 1
  const tiff = segment.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return 1
  const entries = u16(first)
  for (let n = 0; n < entries; n += 1) {
    const entry = first + 2 + n * 12
    if (entry + 12 > tiff.length) return 1
    if (u16(entry) === 0x0112) return u16(entry + 8)
  }
  return 1
}
