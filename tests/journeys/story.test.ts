// The story of a recruitment from an empty installation to a result that a stranger recomputes: one committee, one
// visitor and five applicants in real browsers, real mail, real files, one clock that moves through the schedule.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import writeExcelFile from 'write-excel-file/node'
import { participantsOf } from '../../apps/portal/src/decide/participants.ts'
import { scoped } from '../../apps/portal/src/services/database.ts'
import { openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { fill, follow, sees, textOf, visit } from '../support/walk.ts'
import {
  appointCommittee,
  approveProposal,
  beginApplication,
  beside,
  fileFor,
  inventPerson,
  openSlots,
  register,
  sendDocuments,
  sendFile,
  signIn,
  submit,
  type Applicant,
} from './actors.ts'
import {
  createRound,
  csvFile,
  desk,
  determination,
  formations,
  importFormations,
  moveInto,
  proposeRound,
  selection,
  windowOf,
} from './round.ts'
import { judge } from './desk.ts'
import { announceResult, importScores, uploadScores, type ComputedStage } from './results.ts'
import { answerObjection, answerQuestion, ask, object } from './letters.ts'
import { changeOneByte } from './tampering.ts'

const portal = await openPortal({ demo: false })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})
const committee = await appointCommittee(portal, browser)
const visitor = await browser.open()
const applicants: Applicant[] = []

const terang = fileURLToPath(new URL('../../scripts/terang.mjs', import.meta.url))

/** What a stranger types in a terminal. */
async function verify(address: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [terang, 'verify', address], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

/** What the server itself reported. */
const troubles = () =>
  portal
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"level":30'))
    .slice(-15)
    .join('\n')

test('the story of a round, from the vacancy to a result that anybody can verify', async (t) => {
  let broken = false
  /** What follows makes no sense after a step that others build on has failed. */
  const step = async (name: string, work: () => Promise<void>, { needed = true } = {}) => {
    await t.test(name, { skip: broken ? 'an earlier step failed' : false }, async () => {
      try {
        await work()
      } catch (error) {
        broken ||= needed
        throw new Error(`${String(error)}\nThe server said:\n${troubles()}`, { cause: error })
      }
    })
  }

  await step(
    '1 open: a wrong cell imports nothing, CSV and XLSX import the same, a second officer publishes',
    async () => {
      // Invitations hold for a day, and the clock is about to move.
      const acting = [
        'secretary',
        'chair',
        'answerer',
        'screenerA',
        'screenerB',
        'panelA',
        'panelB',
        'scorerA',
        'scorerB',
      ] as const
      await Promise.all(acting.map((post) => committee.officer(post)))
      const secretary = await committee.officer('secretary')
      await createRound(secretary, portal)
      await importFormations(secretary, csvFile(determination.csv.replace(',2,D-III', ',dua,D-III')))
      await sees(secretary.page, /Tidak ada yang diimpor/)
      await sees(secretary.page, /1 sel perlu diperbaiki/)
      await visit(secretary.page, desk)
      await sees(secretary.page, /Belum ada formasi/)

      await importFormations(secretary, csvFile(determination.csv))
      await sees(secretary.page, /Tersimpan/)
      const cells = determination.csv
        .trim()
        .split('\n')
        .map((line) => line.split(','))
      const workbook = await writeExcelFile(
        cells.map((line, i) =>
          line.map((value, j) =>
            i > 0 && j === 4 ? { value: Number(value), type: Number } : { value, type: String },
          ),
        ),
      ).toBuffer()
      await importFormations(secretary, {
        name: 'penetapan.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: workbook,
      })
      await sees(secretary.page, /Tersimpan/)
      await sees(secretary.page, /penetapan\.xlsx/)
      await sees(secretary.page, /UJI-003/)

      const proposal = await proposeRound(secretary)
      await visit(visitor.page, '/lowongan')
      assert.doesNotMatch(await textOf(visitor.page), /Perawat/i, 'public before the second officer')
      await approveProposal(await committee.officer('chair'), proposal)
      await visit(visitor.page, '/lowongan')
      await sees(visitor.page, /Perawat Terampil/i)
      for (const [address, type, content] of [
        ['/umpan/lowongan.atom', 'atom', 'Perawat'],
        ['/umpan/pengumuman.atom', 'atom', 'Penerimaan CPNS'],
      ] as const) {
        const answer = await fetch(`${portal.url}${address}`)
        assert.equal(answer.status, 200, address)
        assert.match(answer.headers.get('content-type') ?? '', new RegExp(type))
        assert.match(await answer.text(), new RegExp(content, 'i'))
      }
    },
  )

  let vacancy = ''
  await step(
    '2 look: search, vacancy with schedule and requirements, eligibility check that keeps nothing',
    async () => {
      const { page } = visitor
      await moveInto(portal, 'application')
      await visit(page, '/lowongan?q=perawat')
      const titles = page.locator('main a[href^="/lowongan/"]')
      assert.equal(
        new Set(await titles.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).size,
        2,
      )
      await visit(page, '/lowongan')
      vacancy = (await page.locator('main a[href*="uji-001"]').first().getAttribute('href')) ?? ''
      assert.notEqual(vacancy, '')
      await visit(page, vacancy)
      await sees(page, /D-III KEPERAWATAN/i)
      await sees(page, /2,75/)
      const posting = JSON.parse(
        (await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '{}',
      ) as { '@type'?: string }
      assert.equal(posting['@type'], 'JobPosting')
      assert.ok((await page.locator('meta[property="og:title"]').count()) > 0, 'no Open Graph data')
      await visit(page, `${vacancy}/cek`)
      await fill(page, { ijazah: '0' })
      await page.locator('[name="lahir.day"]').fill('1')
      await page.locator('[name="lahir.month"]').fill('2')
      await page.locator('[name="lahir.year"]').fill('1970')
      await fill(page, { ipk: '3,10' })
      await follow(
        page,
        page.locator('main form[action*="/cek"] button, main form[method="post"] button').last(),
      )
      await sees(page, /usia|umur/i)
      assert.equal((await visitor.context.cookies()).length, 0, 'the check left a cookie')
    },
  )

  await step(
    '3 ask: a question waits for the committee, its answer stands on the page of the vacancy',
    async () => {
      const { page } = visitor
      const answer = 'Cukup kirim ijazah asli, tanpa surat tambahan, seperti tertulis pada pengumuman.'
      await ask(portal, page, 'UJI-001', 'Apakah ijazah dari dua kampus yang bergabung perlu surat tambahan?')
      await visit(page, vacancy)
      assert.doesNotMatch(await textOf(page), /dua kampus/i, 'public before moderation')
      const answerer = await committee.officer('answerer')
      await answerer.signIn()
      const proposal = await answerQuestion(answerer, /dua kampus/i, answer)
      const secretary = await committee.officer('secretary')
      await secretary.signIn()
      await approveProposal(secretary, proposal)
      await visit(page, vacancy)
      await sees(page, /dua kampus yang bergabung/i)
      await sees(page, /Cukup kirim ijazah asli/i)
    },
    { needed: false },
  )

  await step('4 apply: account by mail, form, files, what is missing, receipt that verifies', async () => {
    const [formation] = await formations(portal)
    const { closes } = await windowOf(portal, 'application')
    const lastDay = closes.toISOString().slice(0, 10)
    const begin = async (number: number) => {
      const one = await register(portal, browser, inventPerson(number, formation!, lastDay))
      await beginApplication(one, 'UJI-001')
      if (number === 1) await firstApplicantIsTold(one)
      await sendDocuments(one)
      return one
    }
    applicants.push(...(await Promise.all([1, 2, 3, 4, 5].map(begin))))
    // One after the other: files are read in the order in which they arrived.
    for (const one of applicants) {
      await submit(one)
      await sees(one.page, /Tanda terima|terkirim/i)
    }
    const [first] = applicants
    await receiptVerifies(first!)
  })

  async function firstApplicantIsTold(one: Applicant): Promise<void> {
    const { page, who } = one
    const slots = await openSlots(page)
    const picture = slots.find((slot) => !slot.pdf)!
    const pdf = slots.find((slot) => slot.pdf)!
    await sendFile(one, pdf.id, { ...fileFor(who, picture), name: 'ijazah.pdf' })
    await sees(page, /PDF/)
    assert.equal(
      await page.locator(`#berkas-${pdf.id} a[href^="/berkas/"]`).count(),
      0,
      'a picture passed as a PDF',
    )
    await sendDocuments(one, true, [pdf.id])
    await visit(page, `${one.application}/periksa`)
    await sees(page, /kurang|belum/i)
    await visit(page, `${one.application}/kirim`)
    await fill(page, { syarat: '', benar: '' })
    // The button says that it waits, and can still be pressed.
    await Promise.all([
      page.waitForEvent('domcontentloaded'),
      page.getByRole('button', { name: 'Kirim lamaran' }).press('Enter'),
    ])
    await sees(page, /perlu diperbaiki/i)
    await sees(page, /belum diunggah/i)
    assert.notEqual(
      new URL(page.url()).pathname,
      `${one.application}/tanda-terima`,
      'sent although a file is missing',
    )
  }

  async function receiptVerifies(one: Applicant): Promise<void> {
    const { page } = one
    const receipt = await page.context().request.get(`${portal.url}${one.application}/tanda-terima.json`)
    assert.equal(receipt.status(), 200)
    const text = await receipt.text()
    for (const step of ['tanda-terima', 'periksa', 'kirim'])
      await visit(page, `${one.application}/${step}`).then(async () =>
        assert.ok(!(await page.content()).includes(one.who.nik), `${step} shows the whole NIK`),
      )
    await visit(visitor.page, '/verifikasi')
    const paste = visitor.page.locator('textarea').first()
    await paste.fill(text)
    await visitor.page
      .locator('form', { has: visitor.page.locator('textarea') })
      .getByRole('button')
      .last()
      .click()
    await sees(visitor.page, /tanda terima.*(cocok|asli|benar|sesuai|tercatat)/i)
  }

  /** A mark in the memory of the page: it is gone when the page is loaded again. */
  const leaveMark = (one: Applicant) => one.page.evaluate(() => Object.assign(window, { terangMark: 1 }))
  const hasMark = (one: Applicant) => one.page.evaluate(() => Object.hasOwn(window, 'terangMark'))
  async function checkOnPage(): Promise<void> {
    await visitor.page.locator('verify-site button').first().click()
  }
  const verdicts = (state: 'ok' | 'no') => visitor.page.locator(`verify-site [data-s="${state}"]`)
  /** Who takes the test, as the organiser of the test knows it. */
  const calledPeople = () =>
    beside(portal, async (services) => {
      const [{ id } = { id: '' }] = await portal.query<{ id: string }>(
        "select id from person.person where kind = 'officer' limit 1",
      )
      const everybody = await scoped(services.db, { officer: id }, (trx) =>
        participantsOf(services, trx, selection),
      )
      return everybody.filter((one) => one.screening === 'ms' && !one.withdrawn).map((one) => one.participant)
    })

  await step(
    '5 screen: eligible by one officer, not eligible by two, and the page changes by itself',
    async () => {
      const fifth = applicants[4]!
      await visit(fifth.page, '/lamaran')
      const [a, b] = [await committee.officer('screenerA'), await committee.officer('screenerB')]
      await a.signIn()
      await b.signIn()
      await visit(fifth.page, '/lamaran')
      await leaveMark(fifth)
      // The oldest file comes first: four are eligible, the last has a photo that does not fit.
      for (let n = 0; n < 4; n += 1) await judge(a, {})
      await judge(a, { photo: { reason: 'photo_not_as_prescribed', note: 'Latar foto tidak merah.' } })
      await sees(fifth.page, /diperiksa|menunggu/i)
      await judge(b, { photo: { reason: 'photo_not_as_prescribed', note: 'Latar foto tidak merah.' } })
      const effective = await portal.query<{ outcome: string }>(
        'select outcome from act.decision order by at',
      )
      assert.equal(effective.length, 5)
      assert.equal(effective.filter((row) => row.outcome === 'ineligible').length, 1)
      assert.ok(await hasMark(fifth), 'the page was loaded again')
    },
  )

  await step('5 result of the administrative selection: proposed by one, approved by another', async () => {
    await moveInto(portal, 'adminResult')
    await announceStage('adminResult')
    for (const one of applicants) await one.signIn()
    await visit(applicants[4]!.page, '/lamaran')
    await sees(applicants[4]!.page, /tidak memenuhi syarat/i)
    await sees(applicants[0]!.page, /memenuhi syarat/i)
  })

  await step(
    '6 object: inside the window, per requirement, two of the panel answer, a granted one changes the status',
    async () => {
      await moveInto(portal, 'adminObjection')
      const one = applicants[4]!
      await one.signIn()
      // Without scripts, from another device.
      const plain = await browser.open({ scripts: false, width: 390 })
      await signIn(plain.page, one.email)
      await object(
        plain.page,
        one.application,
        'Latar foto saya merah. Berkas foto menunjukkan latar merah polos dengan jelas.',
      )
      await plain.close()
      const { closes } = await windowOf(portal, 'adminObjection')
      await portal.clock.moveTo(new Date(closes.getTime() + 3_600_000))
      for (const post of ['panelA', 'panelB'] as const) {
        const officer = await committee.officer(post)
        await officer.signIn()
        await answerObjection(
          officer,
          'kabul',
          'Latar foto merah polos. Foto ini sesuai dengan ketentuan pada pengumuman.',
        )
      }
      await one.signIn()
      await sees(one.page, /dikabulkan|diterima|memenuhi syarat/i)
    },
    { needed: false },
  )

  await step('6 result after objections', async () => {
    await moveInto(portal, 'adminResultAfterObjection')
    await announceStage('adminResultAfterObjection')
  })

  async function announceStage(stage: ComputedStage) {
    const secretary = await committee.officer('secretary')
    const chair = await committee.officer('chair')
    await secretary.signIn()
    await chair.signIn()
    await announceResult(portal, secretary, chair, stage)
  }

  await step(
    '7 score: a stranger is refused by row, the second officer types the totals of the minutes',
    async () => {
      await moveInto(portal, 'skd')
      const called = await calledPeople()
      assert.ok(called.length >= 4, `${called.length} called to the SKD`)
      const [a, b] = [await committee.officer('scorerA'), await committee.officer('scorerB')]
      await a.signIn()
      await b.signIn()
      const good = called.map((participant, i) => ({ participant, twk: 110 - 5 * i, tiu: 130, tkp: 190 }))
      const stranger = { participant: 'AAAAAAAAAAAAAAAAAAAAAA', twk: 100, tiu: 100, tkp: 200 }
      assert.equal(await uploadScores(a, 'skd', [...good, stranger]), '/petugas/nilai')
      await sees(a.page, new RegExp(`Baris.*${good.length + 2}`))
      await importScores(a, b, 'skd', good)
    },
  )

  await step('8 decide: shortlist from the scores, SKB, final result; two approvals each', async () => {
    await moveInto(portal, 'skdResult')
    await announceStage('skdResult')
    await visit(visitor.page, `/hasil/${selection}/skdResult`)
    const shortlisted = (
      await portal.query<{ participant: string; code: string }>(
        `select participant, row->>'skdCode' as code from act.result_row where selection_id = $1 and stage = 'skdResult' order by participant`,
        [selection],
      )
    ).filter(({ code }) => code === 'pl')
    assert.equal(shortlisted.length, 3, 'three times the seats')

    await moveInto(portal, 'skbCat')
    const [a, b] = [await committee.officer('scorerA'), await committee.officer('scorerB')]
    await a.signIn()
    await b.signIn()
    await importScores(
      a,
      b,
      'skb',
      shortlisted.map(({ participant }, i) => ({ participant, skb: 80 - 5 * i })),
    )
    await moveInto(portal, 'finalResult')
    await announceStage('finalResult')
    await visit(visitor.page, `/hasil/${selection}/finalResult`)
    await sees(visitor.page, /Perawat Terampil/i)
  })

  await step(
    '9 explain: everybody reads why, how far from the cut-off, and what can be done',
    async () => {
      for (const one of applicants) {
        await one.signIn()
        await visit(one.page, `${one.application}/penjelasan`)
        await sees(one.page, /SKD/)
      }
    },
    { needed: false },
  )

  await step(
    '10 report: funnel, reasons, durations and competition, with tables and open data',
    async () => {
      await visit(visitor.page, `/laporan`)
      await follow(visitor.page, visitor.page.locator(`main a[href*="${selection}"]`).first())
      assert.ok((await visitor.page.locator('main svg').count()) > 0, 'no chart')
      assert.ok((await visitor.page.locator('main table').count()) > 0, 'no table')
      await sees(visitor.page, /Perawat Terampil/i)
    },
    { needed: false },
  )

  await step(
    '11 verify: all good in the terminal and on the page, red when one byte is changed',
    async () => {
      const good = await verify(portal.url)
      assert.equal(good.code, 0, good.output)
      await visit(visitor.page, `/verifikasi?seleksi=${selection}`)
      await checkOnPage()
      await verdicts('ok').first().waitFor({ timeout: 60_000 })
      assert.equal(await verdicts('no').count(), 0, await textOf(visitor.page))

      await changeOneByte(portal, 'results.csv')
      const red = await verify(portal.url)
      assert.notEqual(red.code, 0, red.output)
      assert.match(red.output, /results\.csv|berbeda|tidak cocok/i)
      await visit(visitor.page, `/verifikasi?seleksi=${selection}`)
      await checkOnPage()
      await verdicts('no').first().waitFor({ timeout: 60_000 })
    },
  )

  await committee.close()
  for (const one of applicants) await one.person.close()
  await visitor.close()
  assert.doesNotMatch(portal.output(), /"level":"error"|level":50/)
})
