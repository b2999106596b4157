// Public pages are the same for everybody: rendered once per change, then served from memory with an ETag
// (architecture.md 4). What several pages read is read once per change too (`shared`). A change of public content
// drops everything; a mere growth of the log (an application arrived) drops only the pages of the log.
// `serve` stands before the framework, so that a cached page costs little more than a bare server.
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, brotliDecompressSync, constants, gzipSync } from 'node:zlib'
import type { Context } from 'hono'

interface CachedPage {
  etag: string
  headers: Record<string, string>
  br: Buffer
  /** Made when somebody asks who does not know Brotli. */
  gzip?: Buffer
}
export type PageCache = ReturnType<typeof openPageCache>

/** Memory for pages; the oldest leave first. */
const maxBytes = 16 * 1024 * 1024
/** Address, headers and what holds them, about. */
const headersBytes = 2048
/** Most packed pages fit. */
const packedPage = 8 * 1024

let scratch = Buffer.allocUnsafeSlow(256 * 1024)
/** The bytes of a page, in memory that the next page uses again: a busy server makes no garbage of pages. */
function bytesOf(body: string): Buffer {
  const most = 3 * body.length
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most)
  return scratch.subarray(0, scratch.write(body, 0, 'utf8'))
}

/** A third of a millisecond a page: less than handing it to another thread costs. */
function brotli(plain: Buffer): Buffer {
  const packed = brotliCompressSync(plain, {
    chunkSize: packedPage,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_LGWIN]: 18,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  })
  // The answer lies in a buffer of its largest size, and a usual copy in one that it shares with passing ones.
  const own = Buffer.allocUnsafeSlow(packed.length)
  packed.copy(own)
  return own
}

function packed(page: CachedPage, accepts: string): { encoding?: 'br' | 'gzip'; body: Buffer } {
  if (accepts.includes('br')) return { encoding: 'br', body: page.br }
  // Held in the one form nearly all ask for; the others are made from it.
  const plain = () => brotliDecompressSync(page.br)
  if (accepts.includes('gzip')) return { encoding: 'gzip', body: (page.gzip ??= gzipSync(plain())) }
  return { body: plain() }
}

/**
 * @param common headers that every cached answer carries (security headers)
 * @param logPrefix addresses below it are pages of the log
 */
export function openPageCache(common: () => Record<string, string>, logPrefix: string) {
  const pages = new Map<string, CachedPage>()
  const complete = new WeakSet<Response>()
  const values = new Map<string, Promise<unknown>>()
  let bytes = 0
  let changes = 0
  let contentChanged = 0

  const ofLog = (url: string) => url.startsWith(logPrefix) || url.startsWith(`/en${logPrefix}`)
  // Twice: a copy for those who know only gzip may join.
  const sizeOf = (page: CachedPage) => 2 * page.br.length + headersBytes
  function drop(url: string): void {
    const page = pages.get(url)
    if (page === undefined) return
    bytes -= sizeOf(page)
    pages.delete(url)
  }

  return {
    /** Read it before the data of a page is read, and hand it to `keep`. */
    generation: () => changes,
    /** Public content changed. */
    clear(): void {
      changes += 1
      contentChanged = changes
      pages.clear()
      values.clear()
      bytes = 0
    },
    /** The log grew by entries that no other public page shows. */
    clearLog(): void {
      changes += 1
      for (const url of pages.keys()) if (ofLog(url)) drop(url)
    },
    /** What several pages need, made once per change of public content. */
    shared<T>(key: string, make: () => Promise<T>): Promise<T> {
      const held = values.get(key) as Promise<T> | undefined
      if (held !== undefined) return held
      const value = make()
      values.set(key, value)
      value.catch(() => values.delete(key))
      return value
    },
    /** Answers a GET or HEAD from memory; false where the page is not held. */
    serve(request: IncomingMessage, response: ServerResponse): boolean {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false
      const page = pages.get(request.url ?? '')
      if (page === undefined) return false
      if (request.headers['if-none-match'] === page.etag) {
        response.writeHead(304, { ETag: page.etag, 'Cache-Control': page.headers['Cache-Control'] ?? '' })
        response.end()
        return true
      }
      const { encoding, body } = packed(page, String(request.headers['accept-encoding'] ?? ''))
      response.writeHead(200, {
        ...page.headers,
        ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
        'Content-Length': body.length,
      })
      response.end(request.method === 'HEAD' ? undefined : body)
      return true
    },
    /**
     * Keeps a rendered page under its address (path and query) and answers with it, packed as this browser wants it.
     * @param madeIn the `generation()` read before the data was read; a page older than a change is not kept
     */
    keep(c: Context, body: string, contentType: string, madeIn: number): Response {
      const url = c.req.url.slice(c.req.url.indexOf('/', 'https://'.length))
      const plain = bytesOf(body)
      const page: CachedPage = {
        etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
        headers: {
          ...common(),
          'Content-Type': contentType,
          'Cache-Control': 'public, max-age=0, must-revalidate',
          Vary: 'Accept-Encoding',
        },
        br: brotli(plain),
      }
      page.headers['ETag'] = page.etag
      if (ofLog(url) ? madeIn === changes : madeIn >= contentChanged) {
        drop(url)
        pages.set(url, page)
        bytes += sizeOf(page)
        for (const oldest of pages.keys()) {
          if (bytes <= maxBytes) break
          drop(oldest)
        }
      }
      const packing = packed(page, c.req.header('Accept-Encoding') ?? '')
      const response = new Response(packing.body as Uint8Array<ArrayBuffer>, {
        headers:
          packing.encoding === undefined
            ? page.headers
            : { ...page.headers, 'Content-Encoding': packing.encoding },
      })
      complete.add(response)
      return response
    },
    /** True for an answer of `keep`: its headers are all there. */
    isComplete: (response: Response) => complete.has(response),
  }
}
