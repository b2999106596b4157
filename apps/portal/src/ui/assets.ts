// Styles, typeface, icon and islands under addresses that carry a digest of their content, so that they can
// be cached for ever. Built by esbuild at start, or read from a folder that the production build wrote.
// Public, the same for everybody; the response headers belong to the route that serves them.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export interface Asset {
  /** Short name, for example "terang.css". */
  name: string
  /** File name with digest, for example "terang-3f2a9c1b.css". */
  file: string
  type: string
  bytes: Uint8Array
  /** Present where compressing helps. */
  brotli?: Uint8Array
  gzip?: Uint8Array
}

export interface Assets {
  /** Address of an asset by short name; throws on an unknown one. */
  href: (name: string) => string
  has: (name: string) => boolean
  /** The asset behind a file name with digest. */
  get: (file: string) => Asset | undefined
  list: () => readonly Asset[]
}

export const ASSET_PREFIX = '/aset/'
const FONT = '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2'
/** Pictures that styles and head name. Files, because the policy of the pages allows no data: addresses. */
const PICTURES = ['icon.svg', 'gill.svg', 'gill-line.svg', 'chevron.svg']
const STYLES = ['tokens.css', 'components.css', 'product.css', 'rooms.css']
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  png: 'image/png',
}

const require = createRequire(import.meta.url)
const here = import.meta.dirname

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 10)
}

function withDigest(name: string, bytes: Uint8Array): string {
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}-${digest(bytes)}${name.slice(dot)}`
}

function typeOf(name: string): string {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)]
  if (!type) throw new Error(`no content type for asset ${name}`)
  return type
}

function asset(name: string, bytes: Uint8Array, file = withDigest(name, bytes)): Asset {
  const type = typeOf(name)
  if (name.endsWith('.woff2') || name.endsWith('.png')) return { name, file, type, bytes }
  return {
    name,
    file,
    type,
    bytes,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzipSync(bytes, { level: 9 }),
  }
}

async function buildIslands(folder: string): Promise<Asset[]> {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder).filter((f) => /\.tsx?$/.test(f) && !f.includes('.test.'))
  if (entries.length === 0) return []
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: entries.map((f) => join(folder, f)),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome105', 'firefox115', 'safari16'],
    minify: true,
    write: false,
    outdir: '/',
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx/dom',
    logLevel: 'silent',
  })
  return result.outputFiles.map((out) => {
    const file = out.path.slice(out.path.lastIndexOf('/') + 1)
    const name = file.startsWith('chunk-') ? file : file.replace(/-[A-Z0-9]{8}\.js$/, '.js')
    return asset(name, out.contents, file)
  })
}

async function buildStyles(theme: string, font: Asset, pictures: readonly Asset[]): Promise<Asset[]> {
  const { transform } = await import('esbuild')
  let source = STYLES.map((f) => readFileSync(join(here, f), 'utf8')).join('\n')
  source = source.replace(FONT, ASSET_PREFIX + font.file)
  for (const picture of pictures) source = source.replaceAll(`./${picture.name}`, ASSET_PREFIX + picture.file)
  const css = await transform(source, { loader: 'css', minify: true, target: 'chrome105' })
  const sheets = [asset('terang.css', Buffer.from(css.code))]
  if (theme) sheets.push(asset('theme.css', Buffer.from(theme)))
  return sheets
}

function shelf(all: readonly Asset[]): Assets {
  const byName = new Map(all.map((a) => [a.name, a]))
  const byFile = new Map(all.map((a) => [a.file, a]))
  return {
    href(name) {
      const found = byName.get(name)
      if (!found) throw new Error(`unknown asset: ${name}`)
      return ASSET_PREFIX + found.file
    },
    has: (name) => byName.has(name),
    get: (file) => byFile.get(file),
    list: () => all,
  }
}

export interface AssetOptions {
  /** The agency's colours as CSS, from themeCss(). */
  theme?: string
  /** Further files under their short names, such as the agency's arms. */
  files?: Readonly<Record<string, Uint8Array>>
}

/** For processes that answer no browser. */
export const noAssets: Assets = shelf([])

export async function assets(options: AssetOptions = {}): Promise<Assets> {
  const own = Object.entries(options.files ?? {}).map(([name, bytes]) => asset(name, bytes))
  const font = asset('plus-jakarta-sans.woff2', readFileSync(require.resolve(FONT)))
  const pictures = PICTURES.map((name) => asset(name, readFileSync(join(here, name))))
  const styles = await buildStyles(options.theme ?? '', font, pictures)
  const islands = await buildIslands(join(here, '../islands'))
  // The builder is a process of its own; nothing is built again until the next start.
  await (await import('esbuild')).stop()
  return shelf([font, ...pictures, ...styles, ...islands, ...own])
}
