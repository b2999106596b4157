// Where the command line reads from: a site over HTTP, or a folder that holds a copy of one. A file that does not
// exist is an answer; a source that cannot be reached is an error, because then nothing was checked.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fetch } from './check-log.ts'
import { START } from './entry-points.ts'
import type { SiteDescription } from './entry-points.ts'
import { CannotCheck } from './cannot-check.ts'

export interface Source {
  readonly fetch: Fetch
  /** What a folder that is only a log has in place of a list of addresses. */
  readonly site?: SiteDescription
}

const ATTEMPTS = 3
const MOST_BYTES = 200_000_000

export async function openSource(place: string): Promise<Source> {
  return /^https?:\/\//.test(place) ? overHttp(place) : inFolder(place)
}

/** Any page of a site leads to the list at its root. */
function overHttp(page: string): Source {
  if (!URL.canParse(page)) throw new CannotCheck(`${page}: not an address`)
  const { origin } = new URL(page)
  return { fetch: (address) => get(new URL(address, origin).href) }
}

async function get(url: string): Promise<Uint8Array | undefined> {
  for (let attempt = 1; ; attempt++) {
    let why: string
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
      if (response.status === 404 || response.status === 410) return undefined
      if (response.ok) {
        const bytes = new Uint8Array(await response.arrayBuffer())
        if (bytes.length > MOST_BYTES) throw new CannotCheck(`${url}: larger than ${MOST_BYTES} bytes`)
        return bytes
      }
      why = `HTTP ${response.status}`
    } catch (error) {
      if (error instanceof CannotCheck) throw error
      why = error instanceof Error ? causeOf(error) : String(error)
    }
    if (attempt === ATTEMPTS) throw new CannotCheck(`${url}: ${why}`)
    await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
  }
}

function causeOf(error: Error): string {
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  const { code } = cause as NodeJS.ErrnoException
  return cause.message === '' ? (code ?? error.message) : cause.message
}

async function inFolder(folder: string): Promise<Source> {
  await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new CannotCheck(`${folder}: ${error.code === 'ENOENT' ? 'no such folder' : error.message}`)
  })
  const fetch: Fetch = async (address) => {
    if (!address.startsWith('/'))
      throw new CannotCheck(`${address}: not in the folder; check the site itself`)
    if (address.split('/').includes('..')) throw new CannotCheck(`${address}: leaves the folder`)
    return readOrNothing(join(folder, address))
  }
  if ((await fetch(START)) !== undefined) return { fetch }
  const vkey = await fetch('/log.vkey')
  if (vkey === undefined) throw new CannotCheck(`${folder}: neither ${START} nor log.vkey is in it`)
  return { fetch, site: await describeLog(folder, new TextDecoder().decode(vkey).trim()) }
}

async function describeLog(folder: string, vkey: string): Promise<SiteDescription> {
  const origin = vkey.slice(0, Math.max(0, vkey.indexOf('+')))
  const names: string[] = await readdir(join(folder, 'selections')).catch(() => [])
  names.sort()
  return {
    version: 1,
    agency: { id: origin, name: origin },
    logs: [{ origin, prefix: '/', vkey }],
    selections: names.map((id) => ({ id, title: id, log: origin, index: `/selections/${id}/index.json` })),
    witnesses: [],
  }
}

async function readOrNothing(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw new CannotCheck(`${path}: ${(error as Error).message}`)
  }
}
