// Public pages are the same for everybody: rendered once per change, then served from memory with an ETag
// (architecture.md 4). "Change" is any message of the log or of public content; the whole cache goes then.
// `serve` stands before the framework, so that a cached page costs little more than a bare server.
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

interface CachedPage {
  etag: string
  headers: Record<string, string>
  plain: Buffer
  packed: { encoding: 'br' | 'gzip'; body: Buffer }[]
}
export type PageCache = ReturnType<typeof openPageCache>

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const maxPages = 3_000

/** @param common headers that every cached answer carries (security headers) */
export function openPageCache(common: () => Record<string, string>) {
  let pages = new Map<string, CachedPage>()
  let generation = 0

  return {
    generation: () => generation,
    clear(): void {
      generation += 1
      pages = new Map()
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
      const accepts = request.headers['accept-encoding'] ?? ''
      const packed = page.packed.find((variant) => String(accepts).includes(variant.encoding))
      const body = packed?.body ?? page.plain
      response.writeHead(200, {
        ...page.headers,
        ...(packed ? { 'Content-Encoding': packed.encoding } : {}),
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
      const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
      const headers: Record<string, string> = {
        ...common(),
        'Content-Type': contentType,
        'Cache-Control': 'public, max-age=0, must-revalidate',
        Vary: 'Accept-Encoding',
        ETag: etag,
      }
      if (madeIn === generation && pages.size < maxPages) {
        const [br, gz] = await Promise.all([
          brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
          gzipped(plain, { level: 6 }),
        ])
        if (madeIn === generation) {
          pages.set(url, { etag, headers, plain, packed: [{ encoding: 'br', body: br }, { encoding: 'gzip', body: gz }] })
        }
      }
      return new Response(plain, { headers })
    },
  }
}
