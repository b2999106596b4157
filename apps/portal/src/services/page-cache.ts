// Public pages are the same for everybody: rendered once per change, then served from memory with an ETag
// (architecture.md 4). What several pages read is read once per change too (`shared`). A change of public content
// drops everything; a mere growth of the log (an application arrived) drops only the pages of the log.
// `serve` stands before the framework, so that a cached page costs little more than a bare server.
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzipSync } from 'node:zlib'

interface CachedPage {
  etag: string
  headers: Record<string, string>
  plain: Buffer
  br: Buffer
  /** Made when somebody asks who does not know Brotli. */
  gzip?: Buffer
}
export type PageCache = ReturnType<typeof openPageCache>

const brotli = promisify(brotliCompress)
/** Memory for pages; the oldest leave first. */
const maxBytes = 32 * 1024 * 1024
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

function packed(page: CachedPage, accepts: string): { encoding?: 'br' | 'gzip'; body: Buffer } {
  if (accepts.includes('br')) return { encoding: 'br', body: page.br }
  if (accepts.includes('gzip')) return { encoding: 'gzip', body: (page.gzip ??= gzipSync(page.plain)) }
  return { body: page.plain }
}

/**
 * @param common headers that every cached answer carries (security headers)
 * @param logPrefix addresses below it are pages of the log
 */
export function openPageCache(common: () => Record<string, string>, logPrefix: string) {
  const pages = new Map<string, CachedPage>()
  const rendered = new WeakMap<Response, CachedPage>()
  const values = new Map<string, Promise<unknown>>()
  let bytes = 0
  let changes = 0
  let contentChanged = 0

  const ofLog = (url: string) => url.startsWith(logPrefix) || url.startsWith(`/en${logPrefix}`)
  const sizeOf = (page: CachedPage) => page.plain.length + page.br.length
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
     * Keeps a rendered page under its address (path and query) and gives the response.
     * @param madeIn the `generation()` read before the data was read; a page older than a change is not kept
     */
    async keep(url: string, body: string, contentType: string, madeIn: number): Promise<Response> {
      const plain = Buffer.from(body, 'utf8')
      const page: CachedPage = {
        etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
        headers: {
          ...common(),
          'Content-Type': contentType,
          'Cache-Control': 'public, max-age=0, must-revalidate',
          Vary: 'Accept-Encoding',
        },
        plain,
        br: await brotli(plain, quality),
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
      const response = new Response(plain, { headers: page.headers })
      rendered.set(response, page)
      return response
    },
    /** The response of `keep` as this browser wants it: packed, where it can unpack. */
    packed(response: Response, accepts: string): Response {
      const page = rendered.get(response)
      if (page === undefined) return response
      const { encoding, body } = packed(page, accepts)
      if (encoding === undefined) return response
      return new Response(body as Uint8Array<ArrayBuffer>, {
        status: response.status,
        headers: { ...page.headers, 'Content-Encoding': encoding },
      })
    },
  }
}
