// With scripts off everything that people need still works: reading, searching, checking, asking, applying,
// explanation and results; objecting without scripts is part of the story. Each page is the server's own answer.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBrowser, type Person } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { fill, follow, sees, textOf, visit } from '../support/walk.ts'
import { beginApplication, enterDemo, inventPerson, register, sendDocuments, submit } from './actors.ts'
import { ask } from './letters.ts'
import type { ImportedFormation } from '../../apps/portal/src/publish/formation-import.ts'

const portal = await openPortal({ demoSize: 60 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

const [finished, open] = (
  await portal.query<{ id: string }>('select id from site.selection order by id')
).map(({ id }) => id)
const [formation] = (
  await portal.query<{ data: ImportedFormation }>(
    `select data from act.formation where selection_id = $1 and data->>'formationType' = 'general'
      and data->>'level' = 'D-III' order by formation_id limit 1`,
    [open],
  )
).map(({ data }) => data)

const visitor = (): Promise<Person> => browser.open({ scripts: false, width: 390 })

test('without scripts: searching, reading and checking', async () => {
  const person = await visitor()
  const { page } = person
  await visit(page, '/lowongan')
  await page.locator('main [name="q"]').first().fill('perawat')
  await follow(
    page,
    page
      .locator('main form', { has: page.locator('[name="q"]') })
      .locator('button')
      .first(),
  )
  assert.match(page.url(), /[?&]q=perawat/)
  await sees(page, /Perawat/i)
  await follow(page, page.locator('main a[href^="/lowongan/"]').first())
  await sees(page, /Persyaratan|Syarat/i)
  const vacancy = new URL(page.url()).pathname
  await visit(page, `${vacancy}/cek`)
  await fill(page, { ijazah: '0', 'lahir.day': '1', 'lahir.month': '2', 'lahir.year': '1998', ipk: '3,10' })
  await follow(page, page.locator('main form[method="post"] button').last())
  await sees(page, /1 Februari 1998|28 tahun|29 tahun/)
  await person.close()
})

test('without scripts: asking in public', async () => {
  const person = await visitor()
  await ask(
    portal,
    person.page,
    formation!.formationId,
    'Apakah tes dapat diikuti di kota lain daripada Pontianak?',
  )
  await visit(person.page, '/tanya-jawab')
  await person.close()
})

test('without scripts: applying from the account to the receipt', async () => {
  const person = inventPerson(41, formation!, '2027-01-31')
  const one = await register(portal, browser, person, { scripts: false, width: 390 })
  await beginApplication(one, formation!.formationId)
  await sendDocuments(one, false)
  await submit(one)
  await sees(one.page, /Tanda terima/i)
  await one.person.close()
})

test('without scripts: the explanation of one who takes part and of one who is not eligible', async () => {
  for (const label of ['Peserta, memenuhi syarat', 'Pelamar, tidak memenuhi syarat']) {
    const person = await visitor()
    const { page } = person
    await enterDemo(page, label)
    await visit(page, '/lamaran')
    await sees(page, /memenuhi syarat|SKD|lulus/i)
    const [, application] = /(\/lamaran\/[0-9a-f-]{36})/.exec(await page.content()) ?? []
    assert.ok(application !== undefined, await textOf(page))
    await visit(page, `${application}/penjelasan`)
    await person.close()
  }
})

test('without scripts: results of the round and of one vacancy', async () => {
  const person = await visitor()
  const { page } = person
  await visit(page, '/hasil')
  await follow(page, page.locator(`main a[href*="/hasil/${finished}/finalResult"]`).first())
  await follow(page, page.locator(`main a[href*="/hasil/${finished}/finalResult/"]`).first())
  assert.ok((await page.locator('main table tbody tr').count()) > 0, 'no rows')
  await visit(page, '/verifikasi')
  await sees(page, /terang.*verify|npm run/i)
  await person.close()
})
