// Serves the public files of the log as static files: tiles, bundles, checkpoints, data sets (transparency-log.md 5).
// Stands before the framework; nothing here reads the database or knows a session.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileStore } from '../services/files.ts'

const year = 'public, max-age=31536000, immutable'

interface Kind {
  type: string
  cache: string
}

/** The paths that are files, below the log's prefix; everything else is a page or does not exist. */
function kindOf(path: string): Kind | undefined {
  if (/^tile\/(entries|\d+)\/(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?$/.test(path))
    return { type: 'application/octet-stream', cache: year }
  if (path === 'checkpoint') return { type: 'text/plain; charset=utf-8', cache: 'public, max-age=1' }
  if (/^checkpoint\.\d+$/.test(path))
    return { type: 'text/plain; charset=utf-8', cache: 'public, max-age=60' }
  if (path === 'log.vkey' || path === 'policy')
    return { type: 'text/plain; charset=utf-8', cache: 'public, max-age=60' }
  if (/^selections\/[a-z0-9-]+\/index\.json$/.test(path))
    return { type: 'application/json', cache: 'public, max-age=1' }
  const data = /^selections\/[a-z0-9-]+\/data\/[0-9a-f]{64}\/[a-z-]+\.(csv|json|csv\.gz)$/.exec(path)
  if (data === null) return undefined
  const type = { csv: 'text/csv; charset=utf-8', json: 'application/json', 'csv.gz': 'application/gzip' }[
    data[1]!
  ]!
  return { type, cache: year }
}

/** True where the request was for a public file and is answered. */
export function publicFileServer(prefix: string, files: FileStore) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || request.url === undefined) return false
    const path = request.url.split('?')[0]!
    if (!path.startsWith(`${prefix}/`)) return false
    const name = path.slice(prefix.length + 1)
    const kind = kindOf(name)
    if (kind === undefined) return false
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    }
    const info = await stat(files.path(name)).catch(() => undefined)
    if (info?.isFile() !== true) {
      response.writeHead(404, {
        ...headers,
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
      })
      response.end('Berkas ini belum pernah diterbitkan.\n')
      return true
    }
    response.writeHead(200, {
      ...headers,
      'Content-Type': kind.type,
      'Cache-Control': kind.cache,
      'Content-Length': info.size,
    })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(files.path(name))
        .on('error', () => response.destroy())
        .pipe(response)
    return true
  }
}
