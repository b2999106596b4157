// What officers and strangers cannot do: approve one's own proposal, import scores of somebody not called, change a
// published result without everybody seeing it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { fill, follow, press, sees, visit } from '../support/walk.ts'
import { enterDemo } from './actors.ts'
import { scoresFile } from './results.ts'
import { csvFile } from './round.ts'
import { changeOneByte } from './tampering.ts'

const portal = await openPortal({ demoSize: 60 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

const [finished, open] = (
  await portal.query<{ id: string }>('select id from site.selection order by id')
).map(({ id }) => id)

test('nobody approves their own proposal: the page offers it not, and the server refuses it', async () => {
  const secretary = await browser.open()
  const { page } = secretary
  await enterDemo(page, 'Sekretaris')
  await visit(page, `/petugas/seleksi/${open}/pengumuman`)
  await fill(page, {
    nomor: '800.9',
    jenis: 'kegiatan',
    judul: 'Pengumuman tentang tempat tes',
    isi: 'Tempat tes diumumkan tiga hari sebelum hari tes.',
  })
  await follow(page, page.locator('main form button').last())
  const path = new URL(page.url()).pathname
  assert.match(path, /^\/petugas\/usulan\//, await page.locator('main').innerText())
  assert.equal(await page.locator('form[action$="/setuju"]').count(), 0)
  const token = await page.locator('main [name="token"]').first().inputValue()
  const answer = await page.request.post(`${path}/setuju`, {
    form: { token },
    headers: { Origin: portal.url },
  })
  assert.equal(answer.status(), 403)
  assert.match(await answer.text(), /Orang kedua harus petugas lain/)
  const published = await portal.query("select 1 from act.announcement where number = '800.9'")
  assert.equal(published.length, 0)

  const chair = await browser.open()
  await enterDemo(chair.page, 'Ketua')
  await visit(chair.page, path)
  await follow(chair.page, chair.page.locator('form[action$="/setuju"] button').first())
  await visit(chair.page, `/pengumuman`)
  await sees(chair.page, /Pengumuman tentang tempat tes/)
  await chair.close()
  await secretary.close()
})

test('scores of a stranger and doubled scores are refused by row, and nothing is imported', async () => {
  const officer = await browser.open()
  const { page } = officer
  await enterDemo(page, 'Petugas nilai (')
  await visit(page, '/petugas/nilai')
  await fill(page, { seleksi: finished!, tes: 'skd' })
  const stranger = { participant: 'AAAAAAAAAAAAAAAAAAAAAA', twk: 100, tiu: 100, tkp: 200 }
  await page
    .locator('[name="berkas"]')
    .setInputFiles(csvFile(scoresFile('skd', [stranger, stranger]), 'skd.csv'))
  await press(page, 'Periksa berkas')
  assert.equal(new URL(page.url()).pathname, '/petugas/nilai')
  await sees(page, /Belum ada nilai yang dicatat/)
  const rows = await page.getByRole('table').locator('tbody tr').allInnerTexts()
  assert.ok(
    rows.some((row) => /^2\b/.test(row.trim())) && rows.some((row) => /^3\b/.test(row.trim())),
    rows.join('\n'),
  )
  const proposals = await portal.query(
    "select 1 from site.proposal where kind = 'nilai.impor' and state = 'proposed'",
  )
  assert.equal(proposals.length, 0)
  await officer.close()
})

test('a changed byte of a result turns the page Verifikasi red', async () => {
  const visitor = await browser.open()
  const { page } = visitor
  const check = async () => {
    await visit(page, `/verifikasi?seleksi=${finished}`)
    await page.locator('verify-site button').first().click()
  }
  await check()
  await page.locator('verify-site [data-s="ok"]').first().waitFor({ timeout: 60_000 })
  assert.equal(await page.locator('verify-site [data-s="no"]').count(), 0)
  await changeOneByte(portal, 'results.csv')
  await check()
  await page.locator('verify-site [data-s="no"]').first().waitFor({ timeout: 60_000 })
  await visitor.close()
})
