// Reads a site as a stranger or as somebody signed in: every address that pages, feeds and lists name, without a
// browser. Where thousands of pages have one form, a sample of them.
import { setTimeout as pause } from 'node:timers/promises'

export type Read = {
  /** Path and query. */
  readonly path: string
  readonly status: number
  readonly type: string
  readonly cache: string
  readonly cookies: readonly string[]
  readonly location: string | null
  readonly body: Buffer
}

export async function readPath(site: string, path: string, cookie = ''): Promise<Read> {
  const response = await fetch(site + path, {
    redirect: 'manual',
    headers: cookie === '' ? {} : { cookie },
    signal: AbortSignal.timeout(30_000),
  })
  return {
    path,
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    cache: response.headers.get('cache-control') ?? '',
    cookies: response.headers.getSetCookie(),
    location: response.headers.get('location'),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

// A stream that stays open, and acts that end the session of the reader.
const notRead = /^\/(?:aliran|keluar)(?:[/?]|$)/

export async function crawl(options: {
  site: string
  from: readonly string[]
  cookie?: string
  /** How many pages of one form; the form of an address is its path without what tells one page from the next. */
  perForm: number
}): Promise<Read[]> {
  const { site, cookie, perForm } = options
  const seen = new Set<string>()
  const forms = new Map<string, number>()
  const queue: string[] = []
  const add = (link: string, base: string) => {
    const url = URL.canParse(link, base) ? new URL(link, base) : undefined
    if (url === undefined || url.origin !== site) return
    const path = url.pathname + url.search
    if (seen.has(path) || notRead.test(path)) return
    seen.add(path)
    const form = formOf(url)
    const taken = forms.get(form) ?? 0
    if (taken >= perForm) return
    forms.set(form, taken + 1)
    queue.push(path)
  }
  for (const path of options.from) add(path, site)
  const read: Read[] = []
  let busy = 0
  async function worker(): Promise<void> {
    for (;;) {
      const path = queue.shift()
      if (path === undefined) {
        if (busy === 0) return
        await pause(5)
        continue
      }
      busy += 1
      try {
        const answer = await readPath(site, path, cookie)
        read.push(answer)
        for (const link of linksOf(answer)) add(link, site + path)
      } finally {
        busy -= 1
      }
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return read
}

function formOf(url: URL): string {
  const path = url.pathname
    .split('/')
    .map((part) => (/\d/.test(part) || part.length > 24 ? '*' : part))
    .join('/')
  return `${path}?${[...new Set(url.searchParams.keys())].sort().join('&')}`
}

function linksOf({ type, body, location }: Read): string[] {
  const links = location === null ? [] : [location]
  const text = body.toString('utf8')
  if (/html|xml/.test(type)) {
    for (const match of text.matchAll(/(?:href|src)="([^"]*)"|<(?:loc|uri)>([^<]*)</g)) {
      links.push((match[1] ?? match[2] ?? '').replaceAll('&amp;', '&'))
    }
  }
  if (/json/.test(type))
    for (const match of text.matchAll(/"((?:https?:\/)?\/[^"\s]*)"/g)) links.push(match[1]!)
  if (/plain|calendar/.test(type))
    for (const match of text.matchAll(/https?:\/\/[^\s<>"]+/g)) links.push(match[0])
  return links
}
