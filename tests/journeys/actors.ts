// The people of the journeys: officers who enter with an invitation, a password and a code; applicants who enter
// with their mail address. Each acts on real pages in a browser of their own.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { appointFirst } from '../../apps/portal/src/accounts/appointment.ts'
import type { Role } from '../../apps/portal/src/accounts/policy.ts'
import { createOfficer, inviteOfficer } from '../../apps/portal/src/accounts/staff-actions.ts'
import { sampleDocument } from '../../apps/portal/src/demo/documents.ts'
import { personMaker, type DemoPerson } from '../../apps/portal/src/demo/people.ts'
import type { ImportedFormation } from '../../apps/portal/src/publish/formation-import.ts'
import { scoped } from '../../apps/portal/src/services/database.ts'
import type { Services } from '../../apps/portal/src/services/services.ts'
import { loadSettings } from '../../apps/portal/src/services/settings.ts'
import { startPortal } from '../../apps/portal/src/start.ts'
import type { Person, PersonOptions, TestBrowser } from '../support/browser.ts'
import type { TestPortal } from '../support/portal.ts'
import { fill, follow, press, sees, visit } from '../support/walk.ts'

export const password = 'perahu-kertas-tujuh-lampion'

/** A second process beside the portal, as the command line of an installation is one. */
export async function beside<T>(portal: TestPortal, work: (services: Services) => Promise<T>): Promise<T> {
  const settings = loadSettings({
    ...portal.environment,
    PORT: '0',
    ROLE: 'web',
    LOG_LEVEL: 'silent',
    DEMO: '0',
  })
  const running = await startPortal(settings, fileURLToPath(new URL('../..', import.meta.url)))
  try {
    return await work(running.services)
  } finally {
    await running.stop()
  }
}

// ---------------------------------------------------------------- officers

/** Everybody whom a round needs; the names of the posts are those of the tests. */
const posts = {
  chair: 'ketua',
  deputy: 'ketua',
  secretary: 'sekretaris',
  screenerA: 'pemeriksa',
  screenerB: 'pemeriksa',
  screenerC: 'pemeriksa',
  seniorA: 'pemeriksasenior',
  seniorB: 'pemeriksasenior',
  panelA: 'panelsanggah',
  panelB: 'panelsanggah',
  panelC: 'panelsanggah',
  scorerA: 'petugasnilai',
  scorerB: 'petugasnilai',
  answerer: 'petugastanya',
  auditor: 'auditor',
} as const satisfies Readonly<Record<string, Role>>
export type Post = keyof typeof posts

export type Officer = {
  readonly page: Page
  readonly person: Person
  /** Password and code; needed again when the clock has moved past the end of the session. */
  signIn(): Promise<void>
}

export type Committee = {
  /** Opens a window for this officer the first time, through the invitation in their mail. */
  officer(post: Post): Promise<Officer>
  close(): Promise<void>
}

/** Appoints everybody by the decree of an empty installation and sends the invitations. */
export async function appointCommittee(portal: TestPortal, browser: TestBrowser): Promise<Committee> {
  const mailOf = (post: Post) => `${post.toLowerCase()}@pontianak.example`
  await beside(portal, async (services) => {
    const people: { personId: string; role: Role; decree: string }[] = []
    await scoped(services.db, { officer: 'penyiapan' }, async (trx) => {
      for (const [post, role] of Object.entries(posts) as [Post, Role][]) {
        const personId = await createOfficer(trx, services, { email: mailOf(post), name: `Petugas ${post}` })
        await inviteOfficer(trx, services, personId)
        people.push({ personId, role, decree: 'Keputusan Wali Kota 800/1' })
      }
    })
    await appointFirst(services, people)
  })
  const seated = new Map<Post, Promise<Officer>>()
  return {
    officer(post) {
      const known = seated.get(post)
      if (known !== undefined) return known
      const officer = enrol(portal, browser, mailOf(post))
      seated.set(post, officer)
      return officer
    },
    async close() {
      for (const officer of seated.values()) await (await officer).person.close()
    },
  }
}

async function enrol(portal: TestPortal, browser: TestBrowser, email: string): Promise<Officer> {
  const person = await browser.open()
  const { page } = person
  const letter = await portal.mailbox.next(email)
  const link = letter.links.find((one) => one.includes('/petugas/undangan/'))
  assert.ok(link !== undefined, `no invitation in:\n${letter.text}`)
  await visit(page, link)
  await fill(page, { password })
  await follow(page, page.locator('main form button').last())
  const seed = ((await page.locator('code.t-hash').textContent()) ?? '').replaceAll(' ', '')
  const code = async () =>
    new TOTP({ secret: Secret.fromBase32(seed) }).generate({
      timestamp: (await portal.clock.now()).getTime(),
    })
  await fill(page, { code: await code() })
  await follow(page, page.locator('main form button').last())
  assert.equal(new URL(page.url()).pathname, '/petugas')
  return {
    page,
    person,
    async signIn() {
      // A code works once; half a minute later there is another.
      await portal.clock.advance('31 seconds')
      await visit(page, '/petugas/masuk')
      await fill(page, { email, password })
      await follow(page, page.locator('main form button').last())
      await fill(page, { code: await code() })
      await follow(page, page.locator('main form button').last())
      assert.equal(new URL(page.url()).pathname, '/petugas')
    },
  }
}

/** Somebody of the demo, through its entrance; the label is that of the button. */
export async function enterDemo(page: Page, label: string): Promise<void> {
  await visit(page, '/demo')
  await follow(page, page.getByRole('button', { name: `Masuk sebagai ${label}` }).first())
}

/** The second officer reads what is proposed and agrees. */
export async function approveProposal(officer: Officer, path: string): Promise<void> {
  await visit(officer.page, path)
  await follow(officer.page, officer.page.locator('form[action$="/setuju"] button').first())
  await sees(officer.page, /Catatan publiknya terbit|Tersimpan/)
}

// ---------------------------------------------------------------- applicants

export type Applicant = {
  readonly page: Page
  readonly person: Person
  readonly who: DemoPerson
  readonly email: string
  /** Path of the application once it was begun, `/lamaran/<id>`. */
  application: string
  signIn(): Promise<void>
}

const make = personMaker('perjalanan')

/** Somebody whose education fits the formation and who is old enough; nobody real. */
export function inventPerson(number: number, formation: ImportedFormation, closes: string): DemoPerson {
  return make(number, { formation, flaw: 'none', closes, age: { min: 18, max: 35 } })
}

/** Account with a confirmed mail address. */
export async function register(
  portal: TestPortal,
  browser: TestBrowser,
  who: DemoPerson,
  options?: PersonOptions,
): Promise<Applicant> {
  const person = await browser.open(options)
  const { page } = person
  const email = who.email.replace('@contoh.invalid', '@warga.example')
  await visit(page, '/daftar')
  await fill(page, { email, password })
  await follow(page, page.locator('main form button').last())
  const letter = await portal.mailbox.next(email)
  const link = letter.links.find((one) => one.includes('/konfirmasi/'))
  assert.ok(link !== undefined, `no confirmation in:\n${letter.text}`)
  await visit(page, link)
  await fill(page, { password })
  await follow(page, page.locator('main form button').last())
  assert.equal(new URL(page.url()).pathname, '/lamaran')
  return {
    page,
    person,
    who,
    email,
    application: '',
    signIn: () => signIn(page, email),
  }
}

export async function signIn(page: Page, email: string): Promise<void> {
  await visit(page, '/masuk')
  await fill(page, { email, password })
  await follow(page, page.locator('main form button').last())
  assert.equal(new URL(page.url()).pathname, '/lamaran')
}

export const identityOf = ({ name, nik, birthPlace, birthDate, sex, phone, address }: DemoPerson) => ({
  name,
  nik,
  birth_place: birthPlace,
  'birth_date.day': String(Number(birthDate.slice(8))),
  'birth_date.month': String(Number(birthDate.slice(5, 7))),
  'birth_date.year': birthDate.slice(0, 4),
  sex,
  phone,
  address: `${address.street}, ${address.kelurahan}, ${address.city}`,
})

export const educationOf = ({ education }: DemoPerson) => ({
  level: education.level,
  programme: education.programme,
  institution: education.institution,
  accreditation: 'unggul',
  graduation_year: education.graduated.slice(0, 4),
  gpa: `${Math.trunc(education.gradeX100 / 100)},${String(education.gradeX100 % 100).padStart(2, '0')}`,
  diploma_number: education.diplomaNumber,
})

/** Begins an application for a formation and fills both steps of the form; ends on the documents. */
export async function beginApplication(one: Applicant, formationId: string): Promise<void> {
  const { page, who } = one
  await visit(page, `/lamaran/baru?formasi=${formationId}`)
  await follow(page, page.locator('main form button').last())
  one.application = new URL(page.url()).pathname.replace(/\/diri$/, '')
  await fill(page, identityOf(who))
  await press(page, 'Simpan dan lanjut')
  assert.equal(
    new URL(page.url()).pathname,
    `${one.application}/pendidikan`,
    await page.locator('main').innerText(),
  )
  await fill(page, educationOf(who))
  await press(page, 'Simpan dan lanjut')
  assert.equal(
    new URL(page.url()).pathname,
    `${one.application}/berkas`,
    await page.locator('main').innerText(),
  )
}

/** Slots that still want a file. */
export async function openSlots(page: Page): Promise<{ id: string; pdf: boolean }[]> {
  return page
    .locator('.t-card')
    .first()
    .locator('input[type="file"]:visible')
    .evaluateAll((inputs) =>
      inputs.map((input) => ({
        id: input.id.replace('pilih-', ''),
        pdf: (input as HTMLInputElement).accept.includes('pdf'),
      })),
    )
}

export async function sendFile(
  one: Pick<Applicant, 'page'>,
  slot: string,
  file: { name: string; mimeType: string; buffer: Buffer },
  scripts = true,
): Promise<void> {
  const { page } = one
  const input = page.locator(`#pilih-${slot}`)
  if (scripts) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await input.setInputFiles(file)
    const response = await answered
    // After a success the page follows; a refused file takes the place of the page.
    if (response.status() < 400) await page.waitForLoadState('load')
    return
  }
  await input.setInputFiles(file)
  await follow(page, page.locator(`form[action$="/berkas/${slot}"] button`).last())
}

/** A real file for every required slot. */
export async function sendDocuments(
  one: Applicant,
  scripts = true,
  without: readonly string[] = [],
): Promise<void> {
  const { page, who } = one
  await visit(page, `${one.application}/berkas`)
  const slots = await openSlots(page)
  assert.ok(slots.length > 0, 'no document is asked for')
  for (const slot of slots.filter(({ id }) => !without.includes(id))) {
    await sendFile(one, slot.id, fileFor(who, slot), scripts)
    const row = page.locator(`#berkas-${slot.id}`)
    await row.locator('a[href^="/berkas/"]').waitFor()
    // The drawn pictures are small, and a small picture is sent with a reason.
    const reason = row.locator(`#alasan-${slot.id}`)
    if ((await reason.count()) === 0) continue
    await reason.fill('Gambar ini memang kecil, tetapi semua tulisannya terbaca.')
    await follow(page, row.locator('form[action$="/alasan"] button'))
  }
}

export function fileFor(who: DemoPerson, slot: { id: string; pdf: boolean }) {
  const sample = sampleDocument({
    documentId: slot.id,
    format: slot.pdf ? 'application/pdf' : 'image/jpeg',
    pages: slot.id === 'transcript' ? 2 : 1,
    person: who,
    positionTitle: 'jabatan yang dilamar',
  })
  return { name: sample.name, mimeType: sample.type, buffer: Buffer.from(sample.bytes) }
}

/** From a whole draft to the receipt. */
export async function submit(one: Applicant): Promise<void> {
  const { page } = one
  await visit(page, `${one.application}/kirim`)
  await fill(page, { syarat: '', benar: '' })
  await press(page, 'Kirim lamaran')
  assert.equal(
    new URL(page.url()).pathname,
    `${one.application}/tanda-terima`,
    await page.locator('main').innerText(),
  )
}
