// Every page of the demo, in both languages where it has two: no violation of WCAG 2.2 A or AA, light and dark, phone
// and desktop; no sideways scroll at 320 px; no request leaves the origin; no broken Content-Security-Policy; and
// every link of the site leads somewhere.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { enterDemo } from '../journeys/actors.ts'
import { assertAccessible, assertNoSidewaysScroll, openBrowser, type Person } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { visit } from '../support/walk.ts'

const portal = await openPortal({ demoSize: 150 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

/** The first address on a page that begins like this. */
async function link(page: Page, from: string, pattern: RegExp): Promise<string> {
  await visit(page, from)
  const all = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''))
  const found = all.find((href) => pattern.test(href))
  assert.ok(found !== undefined, `${from} links to nothing like ${String(pattern)}`)
  return found
}

type Visitor = {
  readonly name: string
  /** The label at the entrance of the demo; nobody signed in without it. */
  readonly enters?: string
  readonly pages: (page: Page) => Promise<readonly string[]>
}

const application = (page: Page) =>
  link(page, '/lamaran', /^\/lamaran\/[0-9a-f-]{36}/).then(
    (path) => /^\/lamaran\/[0-9a-f-]{36}/.exec(path)![0],
  )

const visitors: readonly Visitor[] = [
  {
    name: 'visitor',
    async pages(page) {
      const vacancy = await link(page, '/lowongan', /^\/lowongan\/[a-z]/)
      const announcement = await link(page, '/pengumuman', /^\/pengumuman\/./)
      const result = await link(page, '/hasil', /^\/hasil\/.+\/finalResult$/)
      const resultOfVacancy = await link(page, result, /^\/hasil\/.+\/finalResult\/./)
      const log = (await page.request.get('/catatan')).url().replace(portal.url, '')
      const shared = [
        '/',
        '/lowongan',
        '/lowongan?q=tidak-ada-yang-begini',
        vacancy,
        `${vacancy}/cek`,
        '/pengumuman',
        announcement,
        '/jadwal',
        '/aturan',
        '/kanal-resmi',
        '/hasil',
        result,
        resultOfVacancy,
        '/tanya-jawab',
        '/laporan',
        '/data',
        '/verifikasi',
        '/verifikasi/pesan',
        log,
        `${log}/entry/3`,
      ]
      return [
        ...shared,
        ...shared.map((path) => (path === '/' ? '/en' : `/en${path}`)),
        // Forms that are filled in Indonesian only.
        '/tanya-jawab/baru',
        '/daftar',
        '/masuk',
        '/lupa-sandi',
        '/petugas/masuk',
        '/demo',
      ]
    },
  },
  {
    name: 'applicant with a draft',
    enters: 'Pelamar, konsep belum lengkap',
    async pages(page) {
      const own = await application(page)
      return [
        '/lamaran',
        '/kotak-masuk',
        '/akun',
        ...['diri', 'pendidikan', 'berkas', 'periksa', 'kirim', 'hapus'].map((step) => `${own}/${step}`),
      ]
    },
  },
  {
    name: 'applicant who has sent',
    enters: 'Pelamar, sudah terkirim',
    async pages(page) {
      const own = await application(page)
      return ['/lamaran', '/kotak-masuk', `${own}/tanda-terima`, `${own}/tarik`]
    },
  },
  {
    name: 'participant of the finished round',
    enters: 'Peserta, memenuhi syarat',
    async pages(page) {
      const own = await application(page)
      return ['/lamaran', '/kotak-masuk', `${own}/penjelasan`, `${own}/penjelasan?bahasa=en`]
    },
  },
  {
    name: 'applicant not eligible',
    enters: 'Pelamar, tidak memenuhi syarat',
    async pages(page) {
      const own = await application(page)
      return ['/lamaran', `${own}/penjelasan`]
    },
  },
  {
    name: 'secretary',
    enters: 'Sekretaris',
    async pages(page) {
      const round = await link(page, '/petugas/seleksi', /^\/petugas\/seleksi\/./)
      return [
        '/petugas',
        '/petugas/usulan',
        '/petugas/seleksi',
        round,
        ...['formasi', 'dokumen', 'jadwal', 'pengumuman', 'angka'].map((part) => `${round}/${part}`),
        '/petugas/pejabat',
        '/petugas/hasil',
      ]
    },
  },
  {
    name: 'screener',
    enters: 'Pemeriksa (',
    async pages(page) {
      await visit(page, '/petugas/periksa')
      await page.locator('form[action="/petugas/periksa/berikutnya"] button').first().click()
      await page.waitForURL(/\/petugas\/periksa\/[0-9a-f-]{36}/)
      return ['/petugas/periksa', '/petugas/periksa/daftar', new URL(page.url()).pathname]
    },
  },
  { name: 'panel', enters: 'Panel sanggah (', pages: async () => ['/petugas/sanggah'] },
  { name: 'score officer', enters: 'Petugas nilai (', pages: async () => ['/petugas/nilai'] },
  { name: 'answering officer', enters: 'Petugas tanya jawab', pages: async () => ['/petugas/tanya'] },
]

// What is said differs between languages, how it looks does not.
const twoLooks = [
  { width: 360, dark: false },
  { width: 1280, dark: true },
]
const looks = [
  { width: 360, dark: false },
  { width: 360, dark: true },
  { width: 1280, dark: false },
  { width: 1280, dark: true },
]

/** Every look of one page: it is loaded once a look, since scripts and media queries may differ. */
async function look(person: Person, path: string, links: Map<string, string>): Promise<string[]> {
  const { page } = person
  const found: string[] = []
  const check = async (what: string, work: () => Promise<void>) => {
    await work().catch((error: Error) => found.push(`${path} (${what}): ${error.message}`))
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  const response = await page.goto(path)
  if ((response?.status() ?? 0) !== 200) return [`${path}: ${response?.status()}`]
  for (const { width, dark } of path.startsWith('/en') ? twoLooks : looks) {
    const what = `${width} px, ${dark ? 'dark' : 'light'}`
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await check(what, () => assertAccessible(page))
  }
  for (const href of await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? '')))
    links.set(href.replace(/#.*/, ''), path)
  await page.setViewportSize({ width: 320, height: 900 })
  await check('320 px', () => assertNoSidewaysScroll(page))
  return found
}

/** Addresses that answer with an error, with a page that links to them; the many vacancies stand for each other. */
async function deadLinks({ page }: Person, links: ReadonlyMap<string, string>): Promise<string[]> {
  const kinds = new Map<string, string>()
  for (const href of links.keys())
    kinds.set(href.replace(/(lowongan\/)[a-z0-9-]+|\d+|[0-9a-f-]{36}/g, '$1'), href)
  const dead: string[] = []
  for (const href of kinds.values()) {
    const status = (await page.request.get(href)).status()
    if (status >= 400) dead.push(`${links.get(href) ?? ''} links to ${href}: ${status}`)
  }
  return dead
}

// Two at a time: the browser waits for the portal as often as the portal for the browser.
describe('pages', { concurrency: 2 }, () => {
  for (const visitor of visitors) {
    test(`pages of the ${visitor.name} are accessible, fit 320 px and keep to the origin`, async () => {
      const person = await browser.open()
      if (visitor.enters !== undefined) await enterDemo(person.page, visitor.enters)
      const found: string[] = []
      const links = new Map<string, string>()
      for (const path of await visitor.pages(person.page)) found.push(...(await look(person, path, links)))
      found.push(...(await deadLinks(person, links)), ...person.complaints())
      await person.context.close()
      assert.equal(found.length, 0, `${found.length} findings\n${found.join('\n\n')}`)
    })
  }
})
