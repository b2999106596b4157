// The announcement of the administrative stage, before and after objections: an act of two people that is blocked while an
// application or an objection waits (states.md 1.1, m4 and m7). It writes an announcement and hasil.umum in one transaction.
import { objectionRule } from '@terang/rules/objection.ts'
import type { Description, ProposalKind } from '../accounts/proposals.ts'
import { canonicalText, sha256Of } from '../publish/published.ts'
import { announcementText } from '../publish/publish-round.ts'
import { ruleSetOf, scheduleOf, stageNow, windowOf } from '../publish/queries.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { format } from '../words/format.ts'
import { screenId } from '../words/screen.id.ts'
import { resultCounts, type ResultCounts } from './result-queries.ts'

const w = screenId.result
export type AdminStage = 'adminResult' | 'adminResultAfterObjection'
export const adminResultKind = 'hasil.administrasi'
const allowedIn: { readonly [S in AdminStage]: string } = {
  adminResult: 'adminReview',
  adminResultAfterObjection: 'adminAnswer',
}
const day = 86_400_000

export function isAdminStage(text: string): text is AdminStage {
  return text === 'adminResult' || text === 'adminResultAfterObjection'
}

/** What stands in the way of the announcement, as sentences; empty: nothing. */
export async function resultProblems(
  services: Services,
  db: Queryable,
  selection: string,
  stage: AdminStage,
): Promise<string[]> {
  const f = format('id')
  const counts = await resultCounts(db, selection)
  const problems: string[] = []
  if ((await stageNow(services, selection)) !== allowedIn[stage]) problems.push(w.problem.stage)
  if (counts.open > 0) problems.push(w.problem.open(f.number(counts.open)))
  if (stage === 'adminResultAfterObjection' && counts.openObjections > 0)
    problems.push(w.problem.objections(f.number(counts.openObjections)))
  if (stage === 'adminResult') {
    const [rules, schedule] = [await ruleSetOf(db, selection), await scheduleOf(db, selection)]
    const rule = rules === undefined ? null : objectionRule(rules.ruleSet, 'adminResult')
    const window = schedule === undefined ? undefined : windowOf(schedule.stages, 'adminObjection')
    if (rule !== null && window !== undefined) {
      const opens = Math.max(window.opensAt.getTime(), services.clock.now().getTime())
      // A result that comes late shortens the window; the schedule must be moved before it may.
      if (window.closesAt.getTime() - opens < rule.windowDays.value * day)
        problems.push(w.problem.window(String(rule.windowDays.value)))
    }
  }
  return problems
}

function announcement(selection: string, stage: AdminStage, counts: ResultCounts) {
  const f = format('id')
  const title = stage === 'adminResult' ? w.announcementTitle : w.announcementAfterTitle
  const eligible = counts.eligible + (stage === 'adminResult' ? 0 : counts.granted)
  const ineligible = counts.ineligible - (stage === 'adminResult' ? 0 : counts.granted)
  const body = {
    paragraphs: [
      w.announcementText(f.number(counts.received), f.number(eligible), f.number(ineligible)),
      w.announcementNext,
    ],
  }
  const number = `${selection.slice(0, 24)}.${stage === 'adminResult' ? 'administrasi' : 'pascasanggah'}`
  return { number, title, body, sha256: sha256Of(announcementText(number, title, 'hasil', body)) }
}

const stageOf = (object: string): AdminStage => (isAdminStage(object) ? object : 'adminResult')

export const adminResultProposal: ProposalKind = {
  title: ({ object }) => (stageOf(object) === 'adminResult' ? w.proposeTitle : w.afterTitle),
  proposes: ['sekretaris'],
  approves: ['ketua'],
  inputsDigest: async (_services, db, { selection }) =>
    sha256Of(canonicalText({ ...(await resultCounts(db, selection)) })),
  async describe(services, { selection, object }): Promise<Description> {
    const stage = stageOf(object)
    const f = format('id')
    const counts = await resultCounts(services.db, selection)
    const said = announcement(selection, stage, counts)
    return {
      consequences: [
        w.consequence.public,
        w.consequence.told(f.number(counts.received)),
        stage === 'adminResult' ? w.consequence.window : w.consequence.after,
        w.consequence.final,
      ],
      changes: [
        { label: w.received, after: f.number(counts.received) },
        { label: w.eligible, after: f.number(counts.eligible) },
        { label: w.ineligible, after: f.number(counts.ineligible) },
        ...(stage === 'adminResult' ? [] : [{ label: w.granted, after: f.number(counts.granted) }]),
      ],
      entries: [
        {
          t: 'pengumuman.terbit',
          body: { nomor: said.number, jenis: 'hasil', versi: 1, sha256: said.sha256 },
        },
        { t: 'hasil.umum', body: { tahap: stage, pengumuman: said.number } },
      ],
      marks: await resultProblems(services, services.db, selection, stage),
    }
  },
  async execute({ services, trx, proposal, by, setuju, secondId, at }) {
    const stage = stageOf(proposal.object)
    const { selection, proposerId } = proposal
    const problems = await resultProblems(services, trx, selection, stage)
    if (problems.length > 0) return { ok: false, refusal: 'blocked', problems }
    const said = announcement(selection, stage, await resultCounts(trx, selection))
    const two = { at, proposer_id: proposerId, second_id: secondId, selection_id: selection }
    const act = { at, by, sel: selection }
    const first = await services.record.enqueue(trx, {
      ...act,
      t: 'pengumuman.terbit',
      body: { nomor: said.number, jenis: 'hasil', versi: 1, sha256: said.sha256, setuju: [...setuju] },
    })
    await trx
      .insertInto('act.announcement')
      .values({
        ...two,
        number: said.number,
        kind: 'hasil',
        version: 1,
        title: said.title,
        body: JSON.stringify(said.body),
        sha256: said.sha256,
        entry_id: first,
      })
      .execute()
    const second = await services.record.enqueue(trx, {
      ...act,
      t: 'hasil.umum',
      body: { tahap: stage, pengumuman: said.number, setuju: [...setuju] },
    })
    await trx
      .insertInto('act.stage_result')
      .values({ ...two, stage, n: 1, announcement: said.number, entry_id: second })
      .execute()
    return { ok: true, value: [first, second] }
  },
}
