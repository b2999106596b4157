// Pictures of pages, from real files and with the real child process: what is drawn, how large, and what is not.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { pictureBytes, samplePdf } from '../demo/documents.ts'
import { makeJpeg, makePdf } from './document-fixture.ts'
import { imagePdf } from './image-pdf.ts'
import { pagePainter } from './page-pictures.ts'
import type { Dpi, PageFile, Turn } from './page-drawing.ts'

const painter = pagePainter()
after(() => painter.stop())

const pdf = (bytes: Uint8Array): PageFile => ({ bytes, mime: 'application/pdf' })
const jpeg = (bytes: Uint8Array): PageFile => ({ bytes, mime: 'image/jpeg' })
let nextId = 0
const measure = (file: PageFile | undefined) => painter.measure(`m${(nextId += 1)}`, async () => file)
const draw = (file: PageFile, page = 1, dpi: Dpi = 100, turn: Turn = 0) =>
  painter.draw(`d${(nextId += 1)}`, file, { page, dpi, turn })
async function drawn(file: PageFile, page = 1, dpi: Dpi = 100, turn: Turn = 0) {
  const picture = await draw(file, page, dpi, turn)
  if (typeof picture === 'string') assert.fail(picture)
  return picture
}
/** A page as a scanner sends it: a picture and nothing else. */
async function scan(pages = 1) {
  const lines = Array.from(
    { length: 28 },
    (_, n) => `Baris ${n} surat keterangan contoh untuk dibaca petugas`,
  )
  const { jpeg: bytes } = await drawn(pdf(samplePdf(Array.from({ length: pages }, () => lines))), 1, 200)
  return bytes
}
/** Segments of a JPEG before its first scan, by marker. */
function segments(bytes: Uint8Array): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  const all = Buffer.from(bytes)
  for (let at = 2; all[at] === 0xff && all[at + 1] !== 0xda; at += 2 + all.readUInt16BE(at + 2))
    found.set(all[at + 1]!, all.subarray(at + 4, at + 2 + all.readUInt16BE(at + 2)))
  return found
}
const colours = (bytes: Uint8Array) => segments(bytes).get(0xc0)?.[5]
const withMediaBox = (box: string) =>
  Buffer.from(
    Buffer.from(makePdf({ pages: 1 }))
      .toString('latin1')
      .replace('[0 0 595 842]', box),
    'latin1',
  )

test('a page of text is drawn at 100 dots an inch as a small grey JPEG', async () => {
  const { jpeg: bytes, width, height } = await drawn(pdf(samplePdf([['IJAZAH (CONTOH)', 'Nama Contoh']])))
  assert.deepEqual([width, height], [826, 1169])
  assert.equal(colours(bytes), 1)
  assert.ok(bytes.length < 150_000, `${bytes.length}`)
})

test('a closer look is twice as large', async () => {
  const { width, height } = await drawn(pdf(samplePdf([['A']])), 1, 200)
  assert.deepEqual([width, height], [1653, 2339])
})

test('a scanned page is drawn, and its picture stays far under its paper size', async () => {
  const wrapped = imagePdf(await scan())
  assert.ok(wrapped !== undefined)
  const scanned = Buffer.from(wrapped.pdf).toString('latin1').replace('[0 0 1653 2339]', '[0 0 595 842]  ')
  const { jpeg: bytes, width } = await drawn(pdf(Buffer.from(scanned, 'latin1')))
  assert.ok(width >= 825 && width <= 1800)
  assert.ok(bytes.length < 400_000, `${bytes.length}`)
})

test('every page of twenty is measured and drawn, and there is no page before or after them', async () => {
  const file = pdf(makePdf({ pages: 20 }))
  const sizes = await measure(file)
  assert.equal(typeof sizes === 'string' ? sizes : sizes.length, 20)
  const [first, last] = [await drawn(file, 1), await drawn(file, 20)]
  assert.notDeepEqual(first.jpeg, last.jpeg)
  assert.equal(await draw(file, 21), 'noPage')
  assert.equal(await draw(file, 0), 'noPage')
})

test('the measured size is the size of the picture', async () => {
  const file = pdf(withMediaBox('[0 0 842 595]'))
  const sizes = await measure(file)
  const { width, height } = await drawn(file)
  assert.deepEqual(sizes, [{ width, height }])
  assert.ok(width > height)
})

test('a page box of kilometres is drawn small, a hair-thin one at least one dot wide', async () => {
  for (const box of ['[0 0 400000 300000]', '[0 0 14400 14400]', '[0 0 1 14400]']) {
    const { width, height } = await drawn(pdf(withMediaBox(box)), 1, 200)
    assert.ok(Math.max(width, height) <= 3600 && Math.min(width, height) >= 1, `${box}: ${width} x ${height}`)
  }
})

test('a page is turned by quarters, and four of them are none', async () => {
  const file = pdf(samplePdf([['ATAS']]))
  const [upright, quarter, half] = [
    await drawn(file),
    await drawn(file, 1, 100, 90),
    await drawn(file, 1, 100, 180),
  ]
  assert.deepEqual([quarter.width, quarter.height], [upright.height, upright.width])
  assert.deepEqual([half.width, half.height], [upright.width, upright.height])
  assert.notDeepEqual(half.jpeg, upright.jpeg)
})

test('a locked, a broken and an empty file are named, and the next file is drawn', async () => {
  assert.equal(await draw(pdf(makePdf({ pages: 1, encrypted: true }))), 'locked')
  assert.equal(await measure(pdf(makePdf({ pages: 1, encrypted: true }))), 'locked')
  assert.equal(await measure(pdf(Buffer.from('%PDF-1.7\nhalo'))), 'broken')
  assert.equal(await draw(pdf(new Uint8Array(0))), 'broken')
  assert.equal(await measure(undefined), 'missing')
  assert.equal(await draw(jpeg(Buffer.from('halo'))), 'broken')
  await drawn(pdf(makePdf({ pages: 1 })))
})

test('a page that takes too much time or memory is given up, and the next file is drawn', async () => {
  let strokes = ''
  for (let n = 0; n < 200_000; n += 1)
    strokes += `0 0 m ${n % 595} 842 l ${n % 300} 0 0 ${n % 842} 595 842 c S\n`
  const endless = pdf(
    Buffer.from(
      Buffer.from(samplePdf([['A']]))
        .toString('latin1')
        .replace(
          /\/Length \d+ >>\nstream\n[^]*?\nendstream/,
          `/Length ${strokes.length} >>\nstream\n${strokes}\nendstream`,
        ),
      'latin1',
    ),
  )
  for (const limits of [{ timeMs: 1_500 }, { residentMiB: 80 }]) {
    const hurried = pagePainter(limits)
    after(() => hurried.stop())
    assert.equal(await hurried.draw('endless', endless, { page: 1, dpi: 100, turn: 0 }), 'tooCostly')
  }
  const patient = pagePainter({ timeMs: 2_500 })
  after(() => patient.stop())
  const [first, second] = await Promise.all([
    patient.draw('endless', endless, { page: 1, dpi: 100, turn: 0 }),
    patient.draw('plain', pdf(makePdf({ pages: 1 })), { page: 1, dpi: 100, turn: 0 }),
  ])
  assert.equal(first, 'tooCostly')
  assert.equal(typeof second, 'object')
})

test('a stamp that a program has put in as a signature field or as an annotation is seen', async () => {
  const red = '0.8 0 0 rg 0 0 100 100 re f'
  const stamped = (annotation: string) =>
    pdf(
      Buffer.from(
        [
          '%PDF-1.7',
          '1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >> endobj',
          '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
          '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >> endobj',
          `4 0 obj << /Type /Annot ${annotation} /Rect [50 50 150 150] /P 3 0 R /AP << /N 5 0 R >> >> endobj`,
          `5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length ${red.length} >>\nstream\n${red}\nendstream endobj`,
          'trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n',
        ].join('\n'),
        'latin1',
      ),
    )
  for (const annotation of ['/Subtype /Widget /FT /Sig /T (s) /F 132', '/Subtype /Stamp /F 4'])
    assert.equal(colours((await drawn(stamped(annotation))).jpeg), 3, annotation)
  const hidden = await drawn(stamped('/Subtype /Stamp /F 2'))
  assert.equal(colours(hidden.jpeg), 1, 'what is hidden stays hidden')
})

test('a photo is drawn without its metadata and the way it was held', async () => {
  const original = Buffer.from(pictureBytes('photoWoman'))
  const exif = Buffer.from(
    'Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0RAHASIA',
    'latin1',
  )
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  const held = Buffer.concat([original.subarray(0, 2), head, exif, original.subarray(2)])
  const [plain, turned] = [await drawn(jpeg(original)), await drawn(jpeg(held))]
  assert.deepEqual([turned.width, turned.height], [plain.height, plain.width])
  assert.deepEqual(
    [...segments(turned.jpeg).keys()].filter((marker) => marker > 0xe0),
    [],
  )
  assert.ok(!Buffer.from(turned.jpeg).includes('RAHASIA'))
  assert.equal(colours(plain.jpeg), 3)
})

test('a picture cut off after its header is no broken page for the next one', async () => {
  const outcome = await draw(jpeg(makeJpeg(1200, 1600)))
  assert.ok(outcome === 'broken' || typeof outcome === 'object')
  await drawn(jpeg(pictureBytes('photoMan')))
})

test('a page that could not be drawn is remembered with its document, a page out of range is not', async () => {
  const good = pdf(makePdf({ pages: 2 }))
  await painter.measure('same', async () => good)
  assert.equal(await painter.draw('same', good, { page: 9, dpi: 100, turn: 0 }), 'noPage')
  assert.equal(
    await painter.draw('same', pdf(Buffer.from('%PDF-')), { page: 2, dpi: 100, turn: 0 }),
    'broken',
  )
  const sizes = await painter.measure('same', () => assert.fail('asked again'))
  assert.ok(typeof sizes !== 'string')
  assert.deepEqual([sizes.length, sizes[0] !== undefined, sizes[1]], [2, true, undefined])
})

test('a request that was given up is not drawn', async () => {
  const outcome = await painter.draw(
    'gone',
    pdf(makePdf({ pages: 1 })),
    { page: 1, dpi: 100, turn: 0 },
    AbortSignal.abort(),
  )
  assert.equal(outcome, 'unavailable')
})
