// The committee answers. An answer explains an existing source and changes nothing; a correction is a new version.
// What concerns eligibility, dates, documents or scores waits for the secretary as a proposal, the rest is an act of
// one officer. Either way the answer is public when the log has its entry.
import { codeOf, propose, type Done, type ProposalKind, type ProposalRefusal } from '../accounts/proposals.ts'
import { canonicalText, sha256Of } from '../publish/published.ts'
import { databaseNow, isUniqueViolation, setScope, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { endOfDay } from '@terang/rules/calendar.ts'
import { latestPromise } from './deadline.ts'
import { lengths, needsSecond, topicOf, type AnswerKind } from './policy.ts'
import type { Citation } from './queries.ts'
import { tellAsker } from './tell-asker.ts'

export const answerKind = 'tanya.jawab'

export interface AnswerDraft {
  readonly question: number
  readonly kind: AnswerKind
  readonly body: string
  readonly citations: readonly Citation[]
  /** Calendar day that a holding answer promises. */
  readonly promised?: string
}

export type AnswerProblem = 'empty' | 'long' | 'noCitation' | 'noPromise' | 'promiseTooLate' | 'notOpen'

const answerable = ['published', 'answeredProvisionally', 'answered', 'reviewDue'] as const

async function openQuestion(db: Queryable, id: number) {
  return db
    .selectFrom('site.question')
    .select(['id', 'selection_id as selection', 'title', 'topic', 'state'])
    .where('id', '=', id)
    .where('state', 'in', [...answerable])
    .executeTakeFirst()
}

async function lastVersion(db: Queryable, question: number): Promise<number> {
  const row = await db
    .selectFrom('act.answer')
    .select('version')
    .where('question_id', '=', question)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return row?.version ?? 0
}

/** What stands in the way, first things first; undefined where the answer can be given. */
export function answerProblem(services: Services, draft: AnswerDraft, now: Date): AnswerProblem | undefined {
  const body = draft.body.trim()
  if (body === '') return 'empty'
  if (Array.from(body).length > lengths.answer) return 'long'
  if (draft.kind !== 'belum_dapat_dijawab') return draft.citations.length === 0 ? 'noCitation' : undefined
  if (draft.promised === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(draft.promised)) return 'noPromise'
  const end = endOfDay(draft.promised, zoneMinutesOf(services.agency.zone))
  if (end <= now.getTime()) return 'noPromise'
  return draft.promised > latestPromise(services, now).date ? 'promiseTooLate' : undefined
}

/** The bytes behind the digest of an answer's entry. */
export function answerText(draft: AnswerDraft, version: number): string {
  const { question, kind, body, citations, promised } = draft
  return canonicalText({ question, version, kind, body, citations, promised })
}

function entryBody(draft: AnswerDraft, version: number) {
  return {
    tanya: String(draft.question),
    versi: version,
    jenis: draft.kind,
    sha256: sha256Of(answerText(draft, version)),
    rujukan: [...new Set(draft.citations.map((one) => one.source))],
  }
}

async function write(
  services: Services,
  trx: Trx,
  draft: AnswerDraft,
  act: {
    selection: string
    by: string
    byId: string
    second?: { id: string; codes: readonly string[] }
    at: Date
  },
): Promise<Uint8Array | undefined> {
  const question = await trx
    .selectFrom('site.question')
    .select(['id', 'title'])
    .where('id', '=', draft.question)
    .where('selection_id', '=', act.selection)
    .where('state', 'in', [...answerable])
    .forUpdate()
    .executeTakeFirst()
  if (question === undefined) return undefined
  const version = (await lastVersion(trx, draft.question)) + 1
  const body = entryBody(draft, version)
  const id = await services.record.enqueue(trx, {
    t: answerKind,
    at: act.at,
    by: act.by,
    sel: act.selection,
    body: { ...body, ...(act.second === undefined ? {} : { setuju: [...act.second.codes] }) },
  })
  await trx
    .insertInto('act.answer')
    .values({
      selection_id: act.selection,
      question_id: draft.question,
      version,
      kind: draft.kind,
      body: draft.body,
      citations: JSON.stringify(draft.citations),
      sha256: body.sha256,
      by_id: act.byId,
      second_id: act.second?.id ?? null,
      promised: draft.promised ?? null,
      at: act.at,
      entry_id: id,
    })
    .execute()
  const holding = draft.kind === 'belum_dapat_dijawab'
  await trx
    .updateTable('site.question')
    .set(
      holding
        ? {
            state: 'answeredProvisionally',
            promised_at: new Date(endOfDay(draft.promised!, zoneMinutesOf(services.agency.zone))),
          }
        : { state: 'answered', answered_at: act.at },
    )
    .where('id', '=', draft.question)
    .execute()
  await setScope(trx, { officer: act.second?.id ?? act.byId })
  await tellAsker(services, trx, {
    question: draft.question,
    kind: 'answered',
    version,
    notice: {
      code: version > 1 && !holding ? 'QA_RALAT' : 'QA_JAWAB',
      facts: { nomor: draft.question, judul: question.title },
    },
  })
  return id
}

export type Answered =
  | { readonly kind: 'done'; readonly entry: Uint8Array }
  | { readonly kind: 'proposed'; readonly proposal: string }
  | { readonly kind: 'problem'; readonly problem: AnswerProblem }
  | { readonly kind: 'refused'; readonly refusal: ProposalRefusal }

/** @param declared the officer says that it concerns eligibility, dates, documents or scores */
export async function answer(
  services: Services,
  officerId: string,
  draft: AnswerDraft,
  declared: boolean,
): Promise<Answered> {
  const now = services.clock.now()
  const question = await openQuestion(services.db, draft.question)
  if (question === undefined) return { kind: 'problem', problem: 'notOpen' }
  const clean: AnswerDraft = { ...draft, body: draft.body.replace(/\r\n?/g, '\n').trim() }
  const problem = answerProblem(services, clean, now)
  if (problem !== undefined) return { kind: 'problem', problem }
  const by = await codeOf(services.db, question.selection, officerId, ['petugastanya'])
  if (by === undefined) return { kind: 'refused', refusal: 'notAllowed' }
  const topic = topicOf(question.topic) ?? 'umum'
  const cites = clean.citations.map((one) => one.kind)
  if (needsSecond({ kind: clean.kind, topic, declared, cites })) {
    const opened = await propose(services, services.db, {
      selection: question.selection,
      kind: answerKind,
      object: String(draft.question),
      payload: clean,
      proposerId: officerId,
      inputsDigest: await inputsDigest(services.db, question.selection, clean),
    })
    return opened.ok
      ? { kind: 'proposed', proposal: opened.value }
      : { kind: 'refused', refusal: opened.refusal }
  }
  try {
    const entry = await services.db.transaction().execute(async (trx) =>
      write(services, trx, clean, {
        selection: question.selection,
        by,
        byId: officerId,
        at: await databaseNow(trx),
      }),
    )
    return entry === undefined ? { kind: 'problem', problem: 'notOpen' } : { kind: 'done', entry }
  } catch (error) {
    if (isUniqueViolation(error)) return { kind: 'refused', refusal: 'changedMeanwhile' }
    throw error
  }
}

/** Another answer, or a new version of a cited source, makes a proposal stale. */
async function inputsDigest(db: Queryable, selection: string, draft: AnswerDraft): Promise<string> {
  const newest: string[] = []
  for (const { kind, ref } of draft.citations) {
    if (kind === 'announcement') {
      const row = await db
        .selectFrom('act.announcement')
        .select('sha256')
        .where('selection_id', '=', selection)
        .where('number', '=', ref)
        .orderBy('version', 'desc')
        .executeTakeFirst()
      newest.push(row?.sha256 ?? '')
    } else {
      const row = await db
        .selectFrom(kind === 'schedule' ? 'act.schedule' : 'act.rule_set')
        .select('sha256')
        .where('selection_id', '=', selection)
        .orderBy('version', 'desc')
        .executeTakeFirst()
      newest.push(row?.sha256 ?? '')
    }
  }
  return sha256Of(canonicalText({ version: await lastVersion(db, draft.question), newest }))
}

export const answerProposalKind: ProposalKind = {
  title: ({ object }) => `Jawab pertanyaan nomor ${object}`,
  proposes: ['petugastanya'],
  approves: ['sekretaris'],
  inputsDigest: (_services, db, { selection, payload }) =>
    inputsDigest(db, selection, payload as AnswerDraft),
  async describe(services, { payload }) {
    const draft = payload as AnswerDraft
    const question = await services.db
      .selectFrom('site.question')
      .select(['title', 'body'])
      .where('id', '=', draft.question)
      .executeTakeFirst()
    const before = await services.db
      .selectFrom('act.answer')
      .select('body')
      .where('question_id', '=', draft.question)
      .orderBy('version', 'desc')
      .executeTakeFirst()
    const version = (await lastVersion(services.db, draft.question)) + 1
    return {
      consequences: [
        `Pertanyaan "${question?.title ?? draft.question}" mendapat jawaban resmi.`,
        ...(version > 1 ? [`Jawaban lama tetap dapat dibaca di bawah versi ${version}.`] : []),
      ],
      changes: [
        { label: 'Jawaban', ...(before === undefined ? {} : { before: before.body }), after: draft.body },
        ...draft.citations.map((one) => ({
          label: `Dasar: ${one.ref} versi ${one.version}, ${one.locator}`,
          after: one.quote ?? '',
        })),
      ],
      entries: [{ t: answerKind, body: entryBody(draft, version) }],
    }
  },
  async execute({ services, trx, proposal, by, setuju, secondId, at }) {
    const draft = proposal.payload as AnswerDraft
    const entry = await write(services, trx, draft, {
      selection: proposal.selection,
      by,
      byId: proposal.proposerId,
      second: { id: secondId, codes: setuju },
      at,
    })
    if (entry === undefined)
      return { ok: false, refusal: 'blocked', problems: ['Pertanyaan ini tidak menunggu jawaban lagi.'] }
    const done: Done<readonly Uint8Array[]> = { ok: true, value: [entry] }
    return done
  },
}
