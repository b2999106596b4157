// The islands in a real browser under the pages' own content security policy: they improve the page, say what
// happened, and none of them trips the policy. Skipped where no Chromium is installed.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import { assets } from '../ui/assets.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types terang"
const skip = existsSync(CHROMIUM) ? false : 'no Chromium on this machine'

const built = await assets()
let version = 1
let saved = ''
let status = 204
let streams: ServerResponse[] = []
let uploaded = 0

const script = (name: string) => `<script type="module" src="${built.href(`${name}.js`)}"></script>`

const PAGES: Record<string, () => string> = {
  '/live': () =>
    `${script('live-region')}<p id="tanda"></p><live-region id="bagian" data-stream="/arus" data-event="ubah" data-wait="10"
      data-status="tanda" data-connected="Tersambung. Diperbarui {waktu}" data-lost="Terputus"><p>versi ${version}</p></live-region>`,
  '/simpan': () =>
    `${script('save-field')}<form method="post" action="/kirim"><input type="hidden" name="versi" value="1"><save-field data-action="/simpan"
      data-saving="Menyimpan" data-saved="Tersimpan {waktu}" data-lost="Belum tersimpan"><input name="nama" value=""></save-field></form>`,
  '/unggah': () =>
    `${script('upload-field')}<upload-field data-sending="Mengunggah {kirim} dari {semua}" data-lost="Terputus" data-cancel="Batalkan unggahan"><form
      method="post" action="/berkas" enctype="multipart/form-data"><label for="b">Ijazah</label><input id="b" type="file" name="berkas"></form></upload-field>`,
  '/salin': () =>
    `${script('copy-text')}<copy-text data-label="Salin" data-done="Sudah disalin"><pre><code>kode 123</code></pre></copy-text>`,
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/'
  const page = PAGES[path]
  const asset = path.startsWith('/aset/') ? built.get(path.slice('/aset/'.length)) : undefined
  if (asset) {
    response.writeHead(200, { 'content-type': asset.type }).end(asset.bytes)
  } else if (path === '/arus') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 1000\n\n')
    streams.push(response)
  } else if (request.method === 'POST') {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString('latin1')))
    request.on('end', () => {
      if (path === '/berkas') {
        uploaded = body.length
        response.writeHead(422, { 'content-type': 'text/html' })
        response.end('<main><p id="perbaiki" tabindex="-1">Berkas ini bukan PDF.</p></main>')
        return
      }
      saved = body
      if (status === 200) response.writeHead(200, { 'content-type': 'application/json' }).end('{"version":7}')
      else response.writeHead(status).end()
    })
  } else if (page) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
    response.end(
      `<!doctype html><html lang="id" data-zone="Asia/Pontianak" data-zone-label="WIB"><title>x</title><main>${page()}</main></html>`,
    )
  } else {
    response.writeHead(404).end()
  }
}

const server = createServer(answer)
let browser: Browser
let address = ''

before(async () => {
  if (skip) return
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
})

after(async () => {
  if (skip) return
  await browser.close()
  for (const stream of streams) stream.end()
  streams = []
  server.closeAllConnections()
  server.close()
})

/** Runs on a fresh page and demands that nothing was written to the console as an error. */
async function onPage(path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A refused request is part of some tests; the browser notes it as a resource that did not load.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  await page.goto(address + path)
  await look(page)
  await context.close()
  assert.deepEqual(complaints, [])
}

test('a live region fetches its part again after an event, and says so', { skip }, () =>
  onPage('/live', async (page) => {
    await page.waitForFunction(() => document.querySelector('#tanda')?.textContent?.startsWith('Tersambung'))
    version = 2
    for (const stream of streams) stream.write('event: ubah\ndata: 2\n\n')
    await page.getByText('versi 2').waitFor({ timeout: 5000 })
    assert.match((await page.textContent('#tanda')) ?? '', /^Tersambung\. Diperbarui \d\d\.\d\d\.\d\d WIB$/)
  }),
)

test('typing is saved with the form’s other fields, and the new version is taken over', { skip }, () =>
  onPage('/simpan', async (page) => {
    status = 200
    await page.fill('input[name=nama]', 'Rahma')
    await page.getByText(/^Tersimpan \d\d\.\d\d\.\d\d WIB$/).waitFor({ timeout: 5000 })
    assert.equal(saved, 'versi=1&nama=Rahma')
    assert.equal(await page.inputValue('input[name=versi]'), '7')
  }),
)

test('a save that did not arrive is said and tried again, a refused one is left to the form', { skip }, () =>
  onPage('/simpan', async (page) => {
    status = 503
    await page.fill('input[name=nama]', 'A')
    await page.getByText('Belum tersimpan').waitFor({ timeout: 5000 })
    status = 204
    await page.getByText(/^Tersimpan/).waitFor({ timeout: 10_000 })
    status = 422
    await page.fill('input[name=nama]', 'B')
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === '')
  }),
)

test('a chosen file is sent at once, and a refusal takes the place of the page', { skip }, () =>
  onPage('/unggah', async (page) => {
    await page.setInputFiles('#b', {
      name: 'a.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(40_000, 1),
    })
    await page.getByText('Berkas ini bukan PDF.').waitFor({ timeout: 5000 })
    assert.ok(uploaded >= 40_000)
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'perbaiki')
  }),
)

test('a text is copied and the button says so', { skip }, () =>
  onPage('/salin', async (page) => {
    await page.getByRole('button', { name: 'Salin' }).click()
    await page.getByRole('button', { name: 'Sudah disalin' }).waitFor({ timeout: 5000 })
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'kode 123')
  }),
)
