// A real portal in this process for the tests of accounts and notices, with a browser that keeps cookies and runs no
// scripts, and a clock that can be moved.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { testMasterKey } from '../../../../tests/support/database.ts'
import { loadSettings } from '../services/settings.ts'
import type { Services } from '../services/services.ts'
import { startPortal } from '../start.ts'

export interface AccountTest {
  readonly url: string
  readonly services: Services
  /** Moves the database clock that decides everything. */
  advance: (interval: string) => Promise<void>
  stop: () => Promise<void>
}

export async function openAccountTest(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<AccountTest> {
  const folder = await mkdtemp(join(tmpdir(), 'terang-akun-'))
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    MASTER_KEY: testMasterKey,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'error',
    ...env,
  })
  const portal = await startPortal(settings, fileURLToPath(new URL('../../../..', import.meta.url)))
  return {
    url: portal.url,
    services: portal.services,
    async advance(interval) {
      const before = portal.services.clock.now().getTime()
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      await client.query('update site.clock set shift = shift + $1::interval', [interval])
      await client.query("select pg_notify('terang_work', 'clock')")
      await client.end()
      for (let i = 0; i < 1_000 && Math.abs(portal.services.clock.now().getTime() - before) < 900; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async stop() {
      await portal.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly text: string
  /** What stands in the summary of the form. */
  readonly errors: readonly string[]
}

export function openBrowser(url: string, agent = 'Mozilla/5.0 (Linux; Android 14) Chrome/126.0') {
  const jar = new Map<string, string>()
  async function request(path: string, form?: Record<string, string>): Promise<Answer> {
    const response = await fetch(url + path, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': agent,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]!.split('=')
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await response.text()
    const summary = /class="t-summary">(.*?)<\/ul>/s.exec(text)?.[1] ?? ''
    return {
      status: response.status,
      location: response.headers.get('location'),
      text,
      errors: [...summary.matchAll(/<a [^>]*>(.*?)<\/a>/gs)].map((match) => match[1]!),
    }
  }
  return {
    jar,
    get: (path: string) => request(path),
    /** Opens the page, takes its token, sends the form. */
    async send(path: string, form: Record<string, string>, to = path): Promise<Answer> {
      const token = /name="token" value="([^"]+)"/.exec((await request(path)).text)?.[1] ?? ''
      return request(to, { token, ...form })
    },
  }
}

/** Waits until `look` gives something. */
export async function until<T>(look: () => Promise<T | undefined>, limitMs = 10_000): Promise<T> {
  for (let waited = 0; ; waited += 25) {
    const found = await look()
    if (found !== undefined) return found
    if (waited > limitMs) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** The newest link of a kind in the outbox for an address. */
export function linkFor(services: Services, address: string, kind: string): Promise<string> {
  return until(async () => {
    const letter = (await services.mail.outbox(200)).find(
      (one) => one.to === address && one.text.includes(`/${kind}/`),
    )
    return new RegExp(`https?://[^\\s/]+(/[^\\s]*${kind}/[\\w-]+)`).exec(letter?.text ?? '')?.[1]
  })
}
