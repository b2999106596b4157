// Addresses of the public log for people (transparency-log.md 5), the list that strangers start from
// (/.well-known/terang.json), and Verifikasi. The same for everybody; nothing here knows a session.
import { Hono } from 'hono'
import type { AppContext, AppEnv } from '../accounts/session.ts'
import { announcedStages, isResultStage, publishedResult, type PublishedResult } from '../decide/queries.ts'
import type { Services } from '../services/services.ts'
import { pathIn } from '../words/words.ts'
import {
  EntryPage,
  LogFrontPage,
  MissingEntryPage,
  SearchPage,
  recordWords,
  type LogContext,
} from './pages.tsx'
import { logPrefix } from './prefix.ts'
import {
  announcedSelections,
  announcementByNumber,
  publishedEntry,
  publishedHead,
  publishedProof,
  searchEntries,
  signedAt,
  type EntrySearch,
} from './queries.ts'
import { checkReceipts, readSecond } from './receipt-form.ts'
import { VerifyPage, type SecondQuestion } from './verify-pages.tsx'

const html = 'text/html; charset=utf-8'
const newestShown = 20
/** Entries are many: a crawler must not push every other page out of memory, so these are cached outside only. */
const aMinute = 'public, max-age=60'

export function recordRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db, pages, publicFiles, agency } = services
  const prefix = logPrefix(agency)
  const contextOf = async (c: AppContext): Promise<LogContext | undefined> => {
    const head = await publishedHead(publicFiles)
    return head === undefined
      ? undefined
      : { services, lang: c.get('lang'), head, signed: await signedAt(db, head.size) }
  }
  const notYet = (c: AppContext) => c.text('Log belum dibuka.', 503)

  app.get('/.well-known/terang.json', async (c) => {
    const madeIn = pages.generation()
    const head = await publishedHead(publicFiles)
    if (head === undefined) return notYet(c)
    const selections = await announcedSelections(db)
    const site = {
      version: 1,
      agency: { id: agency.slug, name: agency.name.id },
      logs: [{ origin: agency.log.origin, prefix, vkey: head.vkey }],
      selections: selections.map(({ id, title }) => ({
        id,
        title,
        log: agency.log.origin,
        index: `${prefix}/selections/${id}/index.json`,
      })),
      witnesses: [],
    }
    return pages.keep(c, `${JSON.stringify(site)}\n`, 'application/json', madeIn)
  })

  app.get('/catatan', (c) => c.redirect(pathIn(c.get('lang'), prefix), 302))
  // Printed on receipts and in their QR code, so it stays short and holds for years.
  app.get('/catatan/:index{[0-9]{1,15}}', (c) =>
    c.redirect(pathIn(c.get('lang'), `${prefix}/entry/${c.req.param('index')}`), 302),
  )

  app.get(prefix, async (c) => {
    const madeIn = pages.generation()
    const context = await contextOf(c)
    if (context === undefined) return notYet(c)
    const [newest, selections] = await Promise.all([
      searchEntries(db, {}, newestShown - 1),
      announcedSelections(db),
    ])
    const page = <LogFrontPage context={context} newest={newest} selections={selections} />
    return pages.keep(c, String(await page), html, madeIn)
  })

  app.get(`${prefix}/entry/:index`, async (c) => {
    const context = await contextOf(c)
    if (context === undefined) return notYet(c)
    const typed = c.req.param('index')
    const index = /^(0|[1-9]\d{0,11})$/.test(typed) ? Number(typed) : undefined
    const shown =
      index === undefined ? undefined : await publishedEntry(publicFiles, index, context.head.size)
    if (shown === undefined) {
      c.header('Cache-Control', 'no-store')
      return c.html(
        <MissingEntryPage context={context} index={encodeURIComponent(typed.slice(0, 20))} />,
        404,
      )
    }
    c.header('Cache-Control', aMinute)
    return c.html(<EntryPage context={context} shown={shown} />)
  })

  app.get(`${prefix}/proof/:index`, async (c) => {
    const typed = c.req.param('index')
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Cache-Control', 'public, max-age=5')
    const proof = /^(0|[1-9]\d{0,11})$/.test(typed)
      ? await publishedProof(publicFiles, Number(typed))
      : undefined
    return proof === undefined ? c.text('Catatan ini belum ada di log.\n', 404) : c.text(proof)
  })

  app.get(`${prefix}/search`, async (c) => {
    const context = await contextOf(c)
    if (context === undefined) return notYet(c)
    const search = readSearch(c)
    const [found, selections] = await Promise.all([searchEntries(db, search), announcedSelections(db)])
    c.header('Cache-Control', 'public, max-age=5')
    return c.html(<SearchPage context={context} search={search} found={found} selections={selections} />)
  })

  async function verifyPage(c: AppContext, second?: SecondQuestion) {
    const context = await contextOf(c)
    if (context === undefined) return undefined
    const selections = await announcedSelections(db)
    const selection = selections.find(({ id }) => id === c.req.query('seleksi'))?.id
    const results: PublishedResult[] = []
    for (const one of await announcedStages(db)) {
      if (!isResultStage(one.stage) || (selection !== undefined && one.selection !== selection)) continue
      const result = await publishedResult(db, one.selection, one.stage, one.n)
      if (result !== undefined) results.push(result)
    }
    return (
      <VerifyPage
        context={context}
        selections={selections}
        results={results}
        {...(selection === undefined ? {} : { selection })}
        {...(second === undefined ? {} : { second })}
      />
    )
  }

  app.get('/verifikasi', async (c) => {
    const code = (c.req.query('kode') ?? '').trim().slice(0, 60)
    if (code !== '') return answerCode(c, code)
    const madeIn = pages.generation()
    const page = await verifyPage(c)
    if (page === undefined) return notYet(c)
    // Unknown queries are one address, so that they cannot fill the memory.
    const known = c.req.query('seleksi')
    if (known !== undefined && !/^[a-z0-9-]{3,40}$/.test(known))
      return c.redirect(pathIn(c.get('lang'), '/verifikasi'), 302)
    return pages.keep(c, String(page), html, madeIn)
  })

  async function answerCode(c: AppContext, code: string) {
    const lang = c.get('lang')
    c.header('Cache-Control', 'no-store')
    const found = await announcementByNumber(db, code)
    if (found === undefined) {
      const number = code.replace(/[.,\s]/g, '')
      if (/^\d{1,12}$/.test(number)) return c.redirect(pathIn(lang, `${prefix}/entry/${Number(number)}`), 303)
      if (code.replace(/[^A-Za-z0-9]/g, '').length === 8)
        return c.redirect(`${pathIn(lang, '/verifikasi/pesan')}?kode=${encodeURIComponent(code)}`, 303)
    }
    const page = await verifyPage(c, {
      code,
      answer: found === undefined ? { kind: 'missing' } : { kind: 'announcement', found },
    })
    return page === undefined ? notYet(c) : c.html(page)
  }

  app.post('/verifikasi', async (c) => {
    const v = recordWords(c.get('lang')).verify
    c.header('Cache-Control', 'no-store')
    const given = await readSecond(c.req.raw)
    const head = await publishedHead(publicFiles)
    if (head === undefined) return notYet(c)
    const checked = given.kind === 'text' ? await checkReceipts(given.text, head.policy) : []
    const second: SecondQuestion =
      given.kind === 'text'
        ? { receipt: given.text.length > 20_000 ? '' : given.text, checked }
        : { receiptError: given.kind === 'large' ? v.receiptLimit : v.receiptEmpty }
    const page = await verifyPage(c, second)
    return page === undefined ? notYet(c) : c.html(page, given.kind === 'text' ? 200 : 422)
  })

  return app
}

function readSearch(c: AppContext): EntrySearch {
  const text = (name: string, pattern: RegExp) => {
    const value = (c.req.query(name) ?? '').trim()
    return pattern.test(value) ? value : undefined
  }
  const type = text('t', /^[a-z]{1,20}\.[a-z]{1,20}$/)
  const selection = text('sel', /^[A-Za-z0-9._-]{1,40}$/)
  const subject = text('subj', /^[A-Za-z0-9_-]{22}$/)
  const reason = text('alasan', /^[A-Za-z][A-Za-z0-9_-]{1,39}$/)
  const before = text('sebelum', /^\d{1,12}$/)
  return {
    ...(type === undefined ? {} : { type }),
    ...(selection === undefined ? {} : { selection }),
    ...(subject === undefined ? {} : { subject }),
    ...(reason === undefined ? {} : { reason }),
    ...(before === undefined ? {} : { before: Number(before) }),
  }
}
