// A real Chromium for journeys. Every page is watched: a request to another origin, a broken Content-Security-Policy
// or an error in a script fails the test, whatever the journey was about.
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import assert from 'node:assert/strict'
import { findBrowser } from '../../scripts/browser.mjs'

export type Person = {
  readonly page: Page
  readonly context: BrowserContext
  /** What was wrong on any page so far; close() checks it too. */
  complaints(): readonly string[]
  close(): Promise<void>
}

export type PersonOptions = {
  readonly scripts?: boolean
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  /** Complaints that the journey provokes on purpose. */
  readonly allow?: RegExp
}

export type TestBrowser = {
  /** A fresh person: own cookies, own window. */
  open(options?: PersonOptions): Promise<Person>
  close(): Promise<void>
}

// Nothing here may call out, and as root Chromium has no sandbox to enter.
const flags = [
  '--disable-quic',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
]

export async function openBrowser(origin: string): Promise<TestBrowser> {
  const executablePath = findBrowser()
  assert.ok(executablePath !== undefined, 'no Chromium on this machine; set TERANG_BROWSER')
  const browser: Browser = await chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: flags,
  })
  return {
    open: (options = {}) => openPerson(browser, origin, options),
    close: () => browser.close(),
  }
}

async function openPerson(
  browser: Browser,
  origin: string,
  { scripts = true, dark = false, width = 1280, height = 900, allow }: PersonOptions,
): Promise<Person> {
  const complaints: string[] = []
  const complain = (text: string) => {
    if (allow?.test(text) !== true) complaints.push(text)
  }
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: scripts,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: 'Asia/Pontianak',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url))
      complain(`request to another origin: ${url}`)
  })
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text()))
      complain(`${message.page()?.url() ?? ''}: ${message.text()}`)
  })
  context.on('weberror', (error) => complain(`${error.page()?.url() ?? ''}: ${error.error().message}`))
  const page = await context.newPage()
  return {
    page,
    context,
    complaints: () => complaints,
    async close() {
      await context.close()
      assert.deepEqual(complaints, [])
    },
  }
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails with the rule, the element and the advice of each violation of WCAG 2.2 A or AA. Needs scripts. */
export async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n    ${target.join(' ')}\n    ${failureSummary ?? ''}`,
    ),
  )
  assert.equal(found.length, 0, `${page.url()}\n${found.join('\n')}`)
}

/** Fails when the page can be scrolled sideways. */
export async function assertNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  assert.ok(
    (content ?? 0) <= (window ?? 0),
    `${page.url()}: content ${content} px wide in a window of ${window} px`,
  )
}
