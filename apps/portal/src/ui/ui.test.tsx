// What every page relies on: no style attribute or inline script anywhere, names and descriptions tied to their
// controls, one language switch, states that are said in words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HtmlEscapedString } from 'hono/utils/html'
import { DEFAULT_AGENCY, loadAgency } from '../services/agency.ts'
import { assets } from './assets.ts'
import { DateFields, ErrorSummary, fieldId, Radio, TextField } from './fields.tsx'
import { Layout, type Site } from './layout.tsx'
import { Pagination } from './navigation.tsx'
import { Badge } from './notice.tsx'
import { Sheet } from './sheet.tsx'
import { Table } from './table.tsx'
import { Time } from './time.tsx'

/** Components without asynchronous parts render to a string at once. */
function html(node: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  assert.ok(!(node instanceof Promise))
  return node.toString()
}

const built = await assets()
const site: Site = {
  agency: loadAgency(DEFAULT_AGENCY),
  asset: built.href,
  hasAsset: built.has,
  demo: false,
  origin: 'https://terang.example',
  nav: () => [{ href: '/lowongan', label: 'Lowongan' }],
  footer: () => [],
}

const sheet = html(<Sheet site={site} />)

test('no component writes a style attribute, an inline script or an event attribute', () => {
  assert.doesNotMatch(sheet, /\sstyle=/)
  assert.doesNotMatch(sheet, /<style/)
  assert.doesNotMatch(sheet, /\son[a-z]+=/)
  assert.doesNotMatch(sheet, /<script(?![^>]*\ssrc=)/)
})

test('no page asks another origin for anything', () => {
  for (const [, address] of sheet.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.doesNotMatch(address ?? '', /^(https?:)?\/\/(?!terang\.example)/, address)
  }
})

test('every id on the sheet is used once, and every reference has its target', () => {
  const ids = [...sheet.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1] ?? '')
  assert.deepEqual(ids.length, new Set(ids).size, ids.filter((id, i) => ids.indexOf(id) !== i).join(', '))
  for (const [, list] of sheet.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
    for (const id of (list ?? '').split(' ')) assert.ok(ids.includes(id), id)
  }
  for (const [, id] of sheet.matchAll(/<label[^>]* for="([^"]+)"/g)) assert.ok(ids.includes(id ?? ''), id)
})

test('a page starts with its doctype and language, and links its twin in the other language', () => {
  const page = (lang: 'id' | 'en') =>
    html(
      <Layout site={site} lang={lang} title="Lowongan" path="/lowongan">
        x
      </Layout>,
    )
  assert.match(page('id'), /^<!doctype html><html lang="id"/)
  assert.match(page('id'), /<a href="\/en\/lowongan" lang="en" hreflang="en" aria-label="EN, English">/)
  assert.match(page('en'), /<a href="\/lowongan" lang="id" hreflang="id"/)
  assert.match(page('en'), /<link rel="canonical" href="https:\/\/terang\.example\/en\/lowongan"/)
  assert.match(page('id'), /<a href="\/lowongan" aria-current="page">/)
})

test('the demo says that it is one, on every page', () => {
  const page = html(<Layout site={{ ...site, demo: true }} lang="id" title="x" path="/" />)
  assert.match(page, /Ini situs percobaan/)
  assert.doesNotMatch(sheet, /Ini situs percobaan/)
})

test('a message says the same in the summary and at its field, and the link leads there', () => {
  const text = 'NIK terdiri dari 16 angka. Anda menulis 15 angka.'
  const out = html(
    <>
      <ErrorSummary errors={[{ field: 'nik', text }]} />
      <TextField name="nik" label="NIK" value="123" hint="Lihat KTP" error={text} />
    </>,
  )
  assert.equal(out.split(text).length, 3)
  assert.match(out, new RegExp(`href="#${fieldId('nik')}"`))
  assert.match(out, /aria-describedby="f-nik-h f-nik-e"/)
  assert.match(out, /aria-invalid="true"/)
  assert.match(out, /value="123"/)
  assert.equal(html(<ErrorSummary errors={[]} />), '')
})

test('the first control of a group carries the id that the summary links to', () => {
  assert.match(
    html(<DateFields name="lahir" label="Tanggal lahir" />),
    /id="f-lahir"[^>]*name="lahir\.day"|name="lahir\.day"[^>]*id="f-lahir"/,
  )
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ]
  const radio = html(<Radio name="jalur" label="Jalur" value="b" options={options} />)
  assert.match(radio, /<fieldset/)
  assert.match(radio, /id="f-jalur"/)
  assert.match(radio, /value="b" checked/)
})

test('what a person typed is escaped', () => {
  assert.doesNotMatch(html(<TextField name="a" label="A" value={'"><script>'} />), /<script>/)
})

test('a badge has its icon and its word', () => {
  const out = html(<Badge tone="ok">Memenuhi</Badge>)
  assert.match(out, /<svg[\s\S]*<\/svg>Memenuhi/)
})

test('a table has a caption, scoped heads and a line under the last row above the cut', () => {
  const out = html(
    <Table
      caption="Peringkat"
      columns={[
        { head: 'Peserta', cell: (r: { who: string }) => r.who, rowHead: true },
        { head: 'Nilai', cell: () => '1', num: true },
      ]}
      rows={[{ who: 'A' }]}
      mark={() => 'cut'}
    />,
  )
  assert.match(out, /<caption>Peringkat<\/caption>/)
  assert.match(out, /<th scope="col">Peserta/)
  assert.match(out, /<tr class="is-cut"><th scope="row">A<\/th><td class="is-num">1<\/td>/)
})

test('a moment carries its value for machines', () => {
  assert.equal(
    html(<Time at="2026-09-12T17:00:00Z" lang="id" style="deadline" />),
    '<time datetime="2026-09-12T17:00:00.000Z">Sabtu, 12 September 2026 pukul 23.59 WIB</time>',
  )
})

test('pages of a list show first, last and neighbours', () => {
  const out = html(<Pagination page={6} pages={12} href={(n) => `?halaman=${n}`} lang="id" />)
  assert.deepEqual(
    [...out.matchAll(/aria-label="Halaman (\d+)"/g)].map((m) => Number(m[1])),
    [1, 5, 6, 7, 12],
  )
  assert.equal(html(<Pagination page={1} pages={1} href={(n) => `?${n}`} lang="id" />), '')
})

test('assets carry the digest of their content, and styles name no data: address', () => {
  const css = built.list().find((a) => a.name === 'terang.css')
  assert.ok(css?.brotli && css.brotli.length < 16 * 1024, 'styles over 16 KB')
  const text = Buffer.from(css.bytes).toString()
  assert.doesNotMatch(text, /url\("?(data|https?):/)
  assert.doesNotMatch(text, /@fontsource/)
  for (const [, file] of text.matchAll(/\/aset\/([\w.-]+)/g)) assert.ok(built.get(file ?? ''), file)
  assert.throws(() => built.href('unknown.css'), /unknown asset/)
  assert.match(built.href('live-region.js'), /^\/aset\/live-region-[A-Z0-9]{8}\.js$/)
})
