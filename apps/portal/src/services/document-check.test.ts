// Rules of what an applicant may upload, on real bytes and with the real child process.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkDocument, pdfInspector, type DocumentFormat } from './document-check.ts'
import { makeJpeg, makePdf, makePng } from './document-fixture.ts'

const inspector = pdfInspector()
after(() => inspector.stop())

const pdfOnly = { formats: ['application/pdf'] as DocumentFormat[], maxBytes: 300 * 1024 }
const jpegOnly = { formats: ['image/jpeg'] as DocumentFormat[], maxBytes: 200 * 1024 }
const check = (bytes: Uint8Array, name: string, limits = pdfOnly) =>
  checkDocument({ bytes, name }, limits, inspector)
const defectOf = async (bytes: Uint8Array, name: string, limits = pdfOnly) => {
  const report = await check(bytes, name, limits)
  return report.ok ? undefined : report.defect
}

test('a PDF is accepted with its number of pages', async () => {
  const report = await check(makePdf({ pages: 3 }), 'ijazah.pdf')
  assert.equal(report.ok, true)
  assert.deepEqual(report.ok && report.facts.pages, 3)
})

test('an empty file is refused', async () => {
  assert.deepEqual(await defectOf(new Uint8Array(0), 'a.pdf'), { kind: 'empty' })
})

test('the content decides, not the name: HEIC, Word and pictures named .pdf are refused', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(100)])
  assert.deepEqual(await defectOf(heic, 'ijazah.pdf'), {
    kind: 'wrongFormat',
    seen: 'HEIC',
    nameEnds: '.pdf',
  })
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])
  assert.deepEqual(await defectOf(zip, 'surat.pdf'), {
    kind: 'wrongFormat',
    seen: 'Word atau ZIP',
    nameEnds: '.pdf',
  })
  assert.equal((await defectOf(makeJpeg(1200, 1600), 'foto.pdf'))?.kind, 'wrongFormat')
  assert.deepEqual(await defectOf(Buffer.from('<html>%PDF-1.7'), 'x.pdf'), {
    kind: 'wrongFormat',
    seen: undefined,
    nameEnds: '.pdf',
  })
})

test('a file of exactly the limit is accepted, one byte more is refused', async () => {
  const pdf = makePdf({ pages: 1 })
  assert.equal((await check(pdf, 'a.pdf', { ...pdfOnly, maxBytes: pdf.length })).ok, true)
  assert.deepEqual(await defectOf(pdf, 'a.pdf', { ...pdfOnly, maxBytes: pdf.length - 1 }), {
    kind: 'tooLarge',
    bytes: pdf.length,
    limit: pdf.length - 1,
  })
})

test('a locked PDF is refused', async () => {
  assert.deepEqual(await defectOf(makePdf({ pages: 1, encrypted: true }), 'a.pdf'), { kind: 'locked' })
})

test('a PDF with a script, a program, an attachment or a hidden name for them is refused', async () => {
  for (const extra of [
    '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
    '/OpenAction << /S /Launch /F (x.exe) >>',
    '/Names << /EmbeddedFiles << >> >>',
    '/OpenAction << /S /J#61vaScript /J#53 (1) >>',
    '/AcroForm << /XFA [] >>',
  ]) {
    assert.deepEqual(
      await defectOf(makePdf({ pages: 1, catalog: extra }), 'a.pdf'),
      { kind: 'active' },
      extra,
    )
  }
})

test('text of a page that only mentions a script is no script', async () => {
  assert.equal((await check(makePdf({ pages: 1, text: '/JavaScript /Launch' }), 'a.pdf')).ok, true)
})

test('a cut-off PDF and noise behind a PDF header are refused as unreadable', async () => {
  assert.equal((await defectOf(Buffer.from(`%PDF-1.7\n${'x'.repeat(2000)}`), 'a.pdf'))?.kind, 'broken')
})

test('more pages than a document of an applicant can have are refused', async () => {
  assert.deepEqual(await defectOf(makePdf({ pages: 21 }), 'a.pdf'), {
    kind: 'tooManyPages',
    pages: 21,
    limit: 20,
  })
})

test('pictures: size from the header, small ones marked, huge and cut-off ones refused', async () => {
  const large = await check(makeJpeg(1200, 1600), 'ktp.jpg', jpegOnly)
  assert.deepEqual(large.ok && [large.facts.width, large.facts.height, large.facts.small], [
    1200,
    1600,
    false,
  ])
  const small = await check(makeJpeg(640, 480), 'ktp.jpg', jpegOnly)
  assert.equal(small.ok && small.facts.small, true)
  assert.deepEqual(await defectOf(makeJpeg(13_000, 20), 'ktp.jpg', jpegOnly), { kind: 'tooDetailed' })
  assert.deepEqual(await defectOf(makeJpeg(1200, 1600).subarray(0, 12), 'ktp.jpg', jpegOnly), {
    kind: 'broken',
  })
  assert.equal((await defectOf(makePng(1200, 1600), 'ktp.jpg', jpegOnly))?.kind, 'wrongFormat')
})

test('a file that keeps the parser busy costs its own refusal and no later file', async () => {
  const deep = makePdf({ pages: 1, catalog: `/Deep ${'['.repeat(60_000)}${']'.repeat(60_000)}` })
  const report = await check(deep, 'a.pdf')
  assert.equal(typeof report.ok, 'boolean')
  assert.equal((await check(makePdf({ pages: 1 }), 'b.pdf')).ok, true)
})

test('fifty files at once are all answered', async () => {
  const reports = await Promise.all(
    Array.from({ length: 50 }, (_, i) => check(makePdf({ pages: 1 + (i % 3) }), 'a.pdf')),
  )
  assert.deepEqual(
    reports.map((report) => report.ok && report.facts.pages),
    Array.from({ length: 50 }, (_, i) => 1 + (i % 3)),
  )
})
