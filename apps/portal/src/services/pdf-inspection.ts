// The program of the child process that opens a PDF from a stranger: it parses everything and reports facts.
// It runs apart, so that a file made to exhaust or break the parser takes down this process and nothing else.
// Owner: document-check.ts starts it, gives it one file at a time, and ends it when it takes too much.
import { inflateSync } from 'node:zlib'
import { getDocumentProxy } from 'unpdf'

/** What a parser can say for certain about a PDF. */
export interface PdfFacts {
  /** `opens`: everything parsed; `locked`: a password or encryption; `broken`: not readable as PDF. */
  state: 'opens' | 'locked' | 'broken'
  pages: number
  objects: number
  /** Names of active parts found: scripts, programs to launch, embedded files, dynamic forms. */
  active: string[]
  /** More bytes unpacked than a document of this kind can need. */
  bomb: boolean
}

/** Streams that hold objects are unpacked up to here; a scanned document needs a few MiB (security.md 6, step 5). */
const maxUnpacked = 100 * 1024 * 1024

const activeNames = [
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'XFA',
  'RichMedia',
  'GoToE',
  'ImportData',
  'SubmitForm',
]

/** Cuts a PDF into what is structure (objects, dictionaries) and leaves out the bytes of pictures and text. */
function structureOf(bytes: Uint8Array): { text: string; objects: number; bomb: boolean } {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  let objects = 0
  let unpacked = 0
  let at = 0
  while (at < whole.length) {
    const stream = whole.indexOf('stream', at)
    const head = whole.subarray(at, stream === -1 ? whole.length : stream).toString('latin1')
    parts.push(head)
    objects += head.match(/\b\d+\s+\d+\s+obj\b/g)?.length ?? 0
    if (stream === -1) break
    const start = stream + 6 + (whole[stream + 6] === 0x0d ? 2 : 1)
    const end = whole.indexOf('endstream', start)
    const body = whole.subarray(start, end === -1 ? whole.length : end)
    const dictionary = head.slice(head.lastIndexOf('obj'))
    if (/\/ObjStm\b/.test(dictionary)) {
      try {
        const plain = /\/FlateDecode\b|\/Fl\b/.test(dictionary)
          ? inflateSync(body, { maxOutputLength: maxUnpacked - unpacked, finishFlush: 2 })
          : body
        unpacked += plain.length
        objects += Number(/\/N\s+(\d+)/.exec(dictionary)?.[1] ?? 0)
        parts.push(plain.toString('latin1'))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
          return { text: parts.join('\n'), objects, bomb: true }
        // A damaged object stream: the parser below decides whether the document still opens.
      }
    }
    at = end === -1 ? whole.length : end + 9
  }
  // A name may hide letters as #xx.
  const text = parts
    .join('\n')
    .replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return { text, objects, bomb: false }
}

/** Reads one PDF. Never throws: what cannot be read is a fact too. */
export async function inspectPdf(bytes: Uint8Array): Promise<PdfFacts> {
  const { text, objects, bomb } = structureOf(bytes)
  const active = activeNames.filter((name) => new RegExp(`/${name}(?![A-Za-z0-9])`).test(text))
  const facts = { pages: 0, objects, active, bomb }
  if (bomb) return { ...facts, state: 'opens' }
  if (/\/Encrypt(?![A-Za-z0-9])/.test(text)) return { ...facts, state: 'locked' }
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), {
      stopAtErrors: true,
      verbosity: 0,
    })
    const pages = document.numPages
    // A document opens only where each of its pages does.
    for (let n = 1; n <= Math.min(pages, 40); n += 1) {
      const page = await document.getPage(n)
      page.getViewport({ scale: 1 })
      page.cleanup()
    }
    await document.loadingTask.destroy()
    return { ...facts, pages, state: pages > 0 ? 'opens' : 'broken' }
  } catch (error) {
    return { ...facts, state: (error as Error).name === 'PasswordException' ? 'locked' : 'broken' }
  }
}

if (process.send !== undefined && process.argv[1]?.endsWith('pdf-inspection.ts') === true) {
  process.on('message', (message: { id: number; bytes: Uint8Array }) => {
    void inspectPdf(message.bytes).then((answer) => process.send?.({ id: message.id, answer }))
  })
  process.send({ ready: true })
}
