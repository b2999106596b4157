// Sample documents of the invented people, so that the screens where documents are read have something to show:
// small valid PDFs whose every page says CONTOH, and the drawn pictures. The same person and slot give the same
// bytes. No page carries a seal, an emblem or a signature of anybody.

import { writtenDate } from './calendar.ts'
import { PICTURES } from './lists/pictures.ts'
import type { PictureName } from './lists/pictures.ts'
import type { DemoPerson } from './people.ts'

export type SampleFile = { bytes: Uint8Array; type: 'application/pdf' | 'image/jpeg'; name: string }

export type SampleRequest = {
  /** Identifier of a document of the rule set, for instance `diploma`. */
  documentId: string
  format: 'application/pdf' | 'image/jpeg'
  pages: number
  person: DemoPerson
  positionTitle: string
}

export function sampleDocument(request: SampleRequest): SampleFile {
  const { documentId, format, person } = request
  if (format === 'image/jpeg') {
    return { bytes: pictureBytes(pictureOf(documentId, person)), type: format, name: `${documentId}.jpg` }
  }
  const pages = Array.from({ length: Math.max(1, request.pages) }, (_, index) =>
    pageLines(request, index + 1),
  )
  return { bytes: samplePdf(pages), type: format, name: `${documentId}.pdf` }
}

export function pictureBytes(name: PictureName): Uint8Array {
  return new Uint8Array(Buffer.from(PICTURES[name], 'base64'))
}

function pictureOf(documentId: string, person: DemoPerson): PictureName {
  if (documentId === 'idCard') return 'idCard'
  if (documentId === 'selfie') return 'selfie'
  return person.sex === 'P' ? 'photoWoman' : 'photoMan'
}

function pageLines(request: SampleRequest, page: number): string[] {
  const { documentId, person, positionTitle } = request
  const { education } = person
  const ending = page > 1 ? [`Halaman ${page}`, 'Lanjutan dari halaman sebelumnya.'] : []
  switch (documentId) {
    case 'diploma':
      return [
        'IJAZAH (CONTOH)',
        education.institution,
        '',
        `Nomor ${education.diplomaNumber}`,
        `Nama ${person.name}`,
        `Lahir di ${person.birthPlace}, ${writtenDate(person.birthDate)}`,
        education.programme,
        `Lulus ${writtenDate(education.graduated)}`,
        ...ending,
      ]
    case 'transcript':
      return [
        'TRANSKRIP NILAI (CONTOH)',
        education.institution,
        '',
        `Nama ${person.name}`,
        education.programme,
        ...Array.from(
          { length: 8 },
          (_, at) =>
            `Mata kuliah contoh ${(page - 1) * 8 + at + 1}    nilai ${'AABAB'[(page + at) % 5] ?? 'B'}`,
        ),
        ...(page === request.pages ? [`Nilai rata-rata ${decimal(education.gradeX100)}`] : []),
        ...ending,
      ]
    case 'applicationLetter':
      return [
        'SURAT LAMARAN (CONTOH)',
        'Kepada Wali Kota Pontianak',
        '',
        `Nama ${person.name}`,
        `Pendidikan ${education.programme}`,
        `Jabatan ${positionTitle}`,
        '',
        '[tempat meterai contoh]',
        '[tempat tanda tangan contoh]',
        ...ending,
      ]
    case 'statement':
      return [
        'SURAT PERNYATAAN (CONTOH)',
        '',
        `Nama ${person.name}`,
        '1. Tidak pernah dipidana penjara dua tahun atau lebih.',
        '2. Tidak pernah diberhentikan tidak dengan hormat.',
        '3. Tidak berkedudukan sebagai CPNS, PNS, TNI, atau Polri.',
        '4. Tidak menjadi anggota partai politik.',
        '5. Bersedia ditempatkan di seluruh wilayah Indonesia.',
        '',
        '[tempat meterai contoh]',
        ...ending,
      ]
    default:
      return [
        'DOKUMEN PENDUKUNG (CONTOH)',
        '',
        `Nama ${person.name}`,
        education.institution,
        `Akreditasi ${education.accreditation} (karangan)`,
        ...ending,
      ]
  }
}

function decimal(x100: number): string {
  return `${Math.floor(x100 / 100)},${String(x100 % 100).padStart(2, '0')}`
}

/** A PDF 1.4 file of A4 pages in Helvetica, the first line of each page as its title. */
export function samplePdf(pages: readonly (readonly string[])[]): Uint8Array {
  const objects: string[] = []
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R /Lang (id) >>')
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  pages.forEach((lines, index) => {
    const content = pageContent(lines)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
    )
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  })
  let text = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) text += `${String(offset).padStart(10, '0')} 00000 n \n`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  // Every sign is one byte (WinAnsi is Latin-1 here), so that the lengths above are those of the file.
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

function pageContent(lines: readonly string[]): string {
  const out = ['0.85 g BT /F1 90 Tf 0.7071 0.7071 -0.7071 0.7071 150 220 Tm (CONTOH) Tj ET 0 g']
  lines.forEach((line, index) => {
    const size = index === 0 ? 20 : 12
    const y = 770 - index * 24
    if (line !== '') out.push(`BT /F1 ${size} Tf 60 ${y} Td (${pdfText(line)}) Tj ET`)
  })
  return out.join('\n')
}

function pdfText(line: string): string {
  return line.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?').replace(/[\\()]/g, '\\$&')
}
