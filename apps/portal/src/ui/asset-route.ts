// Serves built assets under addresses that carry their digest: cached for ever, packed once at start.
import type { Context } from 'hono'
import { ASSET_PREFIX, type Assets } from './assets.ts'

export function assetResponse(assets: Assets, c: Context): Response {
  const asset = assets.get(c.req.path.slice(ASSET_PREFIX.length))
  if (asset === undefined) return c.text('Tidak ada.', 404)
  const accepts = c.req.header('Accept-Encoding') ?? ''
  const packed =
    asset.brotli !== undefined && accepts.includes('br')
      ? 'br'
      : asset.gzip !== undefined && accepts.includes('gzip')
        ? 'gzip'
        : undefined
  const body = packed === 'br' ? asset.brotli! : packed === 'gzip' ? asset.gzip! : asset.bytes
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Length': String(body.length),
      Vary: 'Accept-Encoding',
      ...(packed === undefined ? {} : { 'Content-Encoding': packed }),
    },
  })
}
