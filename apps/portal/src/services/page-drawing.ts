// The program of the child process that draws a page of a stranger's document as a JPEG of our own: pdfium as
// WebAssembly, without files, network, system fonts or scripts. Nothing of the file but its look comes out.
// Owner: page-pictures.ts starts it, gives it one job at a time, and ends it when it takes too much.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import encode, { init } from '@jsquash/jpeg/encode.js'
import { imagePdf } from './image-pdf.ts'

export interface PageSize {
  readonly width: number
  readonly height: number
}

/** 100 dots an inch is enough to read; 200 is for a closer look. */
export type Dpi = 100 | 200

/** Clockwise quarter turns. */
export type Turn = 0 | 90 | 180 | 270

export interface PageFile {
  readonly bytes: Uint8Array
  readonly mime: string
}

export type DrawingJob =
  | { readonly kind: 'measure'; readonly file: PageFile }
  | {
      readonly kind: 'draw'
      readonly file: PageFile
      readonly page: number
      readonly dpi: Dpi
      readonly turn: Turn
    }

export type Drawing =
  | { readonly state: 'measured'; readonly pages: readonly PageSize[] }
  | ({ readonly state: 'drawn'; readonly jpeg: Uint8Array } & PageSize)
  | { readonly state: 'locked' | 'broken' | 'noPage' }

/** A3 at 100 dpi is inside; a larger page box is drawn smaller, never in full. */
const maxSide: Readonly<Record<Dpi, number>> = { 100: 1_800, 200: 3_600 }
const mostPages = 40
/** Channels this near are one grey: the picture then needs no colour. */
const greyWithin = 6
const quality = 75

// The declarations of the codec name the browser's types; this is what of it is used here.
const startCodec = init as unknown as (codec: WebAssembly.Module) => Promise<void>
const encodeJpeg = encode as unknown as (
  picture: PageSize & { data: Uint8ClampedArray },
  options: { quality: number; progressive: boolean; color_space: number },
) => Promise<ArrayBuffer>
const colourSpace = { grey: 1, colour: 3 }

let tools: Promise<PDFiumLibrary> | undefined
function openTools(): Promise<PDFiumLibrary> {
  tools ??= (async () => {
    const codec = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm')
    await startCodec(await WebAssembly.compile(readFileSync(codec)))
    return PDFiumLibrary.init()
  })()
  return tools
}

/** Does one job. Never throws: what cannot be drawn is an answer too. */
export async function drawPage(job: DrawingJob): Promise<Drawing> {
  const library = await openTools()
  const { file } = job
  const isPdf = file.mime === 'application/pdf'
  const wrapped = isPdf ? undefined : imagePdf(file.bytes)
  if (!isPdf && wrapped === undefined) return { state: 'broken' }
  let document: PDFiumDocument
  try {
    document = await library.loadDocument(wrapped?.pdf ?? file.bytes)
  } catch (error) {
    return { state: /password|security/i.test(String(error)) ? 'locked' : 'broken' }
  }
  const upright = wrapped?.turn ?? 0
  try {
    const count = document.getPageCount()
    if (count < 1) return { state: 'broken' }
    if (job.kind === 'measure') {
      const pages = Array.from({ length: Math.min(count, mostPages) }, (_, at) =>
        turned(fitted(document, at, 100, isPdf).size, upright),
      )
      return pages.some((page) => page.width < 1 || page.height < 1)
        ? { state: 'broken' }
        : { state: 'measured', pages }
    }
    if (job.page < 1 || job.page > count) return { state: 'noPage' }
    return await draw(document, job, isPdf, (upright + job.turn) % 360)
  } catch {
    return { state: 'broken' }
  } finally {
    document.destroy()
  }
}

async function draw(
  document: PDFiumDocument,
  job: { page: number; dpi: Dpi },
  isPdf: boolean,
  turn: number,
): Promise<Drawing> {
  const { page, size } = fitted(document, job.page - 1, job.dpi, isPdf)
  if (size.width < 1 || size.height < 1) return { state: 'broken' }
  const drawn = await page.render({
    ...size,
    scale: 1,
    // Stamps and signatures made by programs (e-meterai) are fields of a form.
    renderFormFields: true,
    render: async ({ data }) => data,
  })
  const picture = turned(size, turn)
  const data = rotate(drawn.data, size, turn)
  const jpeg = await encodeJpeg(
    { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), ...picture },
    { quality, progressive: false, color_space: isGrey(data) ? colourSpace.grey : colourSpace.colour },
  )
  return { state: 'drawn', jpeg: new Uint8Array(jpeg), ...picture }
}

/** A page and its size in pixels before any turn. A picture is drawn dot for dot, up to the limit. */
function fitted(document: PDFiumDocument, at: number, dpi: Dpi, isPdf: boolean) {
  const page = document.getPage(at)
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
  const scale = Math.min(isPdf ? dpi / 72 : 1, maxSide[dpi] / Math.max(width, height))
  const pixels = (points: number) => (points > 0 ? Math.max(1, Math.round(points * scale)) : 0)
  return { page, size: { width: pixels(width), height: pixels(height) } }
}

function turned(size: PageSize, turn: number): PageSize {
  return turn % 180 === 0 ? size : { width: size.height, height: size.width }
}

function rotate(bytes: Uint8Array, { width, height }: PageSize, turn: number): Uint8Array {
  if (turn === 0) return bytes
  const from = new Uint32Array(bytes.buffer, bytes.byteOffset, width * height)
  const to = new Uint32Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at =
        turn === 180
          ? (height - 1 - y) * width + (width - 1 - x)
          : turn === 90
            ? x * height + (height - 1 - y)
            : (width - 1 - x) * height + y
      to[at] = from[y * width + x]!
    }
  }
  return new Uint8Array(to.buffer)
}

function isGrey(rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    const r = rgba[at]!
    const g = rgba[at + 1]!
    const b = rgba[at + 2]!
    if (Math.abs(r - g) > greyWithin || Math.abs(g - b) > greyWithin || Math.abs(r - b) > greyWithin)
      return false
  }
  return true
}

if (process.send !== undefined && process.argv[1]?.endsWith('page-drawing.ts') === true) {
  process.on('message', (message: DrawingJob & { id: number }) => {
    void drawPage(message).then((answer) => process.send?.({ id: message.id, answer }))
  })
}
