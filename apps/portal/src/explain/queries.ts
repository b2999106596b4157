// What one person's explanation rests on: the own decision and objection, and the row of the newest announced result,
// explained by packages/rules over the published files. Nothing that is not announced comes out of here.
import { explainer, type Explanation } from '@terang/rules/explain.ts'
import type { ResultRow } from '@terang/rules/public-data.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { integrate } from '@terang/rules/scoring.ts'
import type { Applicant } from '../accounts/policy.ts'
import { workingDaysLater } from '../accounts/working-days.ts'
import { ownEntries, type OwnEntry } from '../apply/queries.ts'
import type { ResultStage } from '../decide/freeze.ts'
import {
  formationTitles,
  publishedResult,
  resultData,
  signersOf,
  type PublishedResult,
  type ResultData,
} from '../decide/queries.ts'
import { codeOf, lastAbove, shownRows } from '../decide/result-order.ts'
import {
  ruleSetOf,
  scheduleOf,
  selectionById,
  type EffectiveFormation,
  type EffectiveSchedule,
} from '../publish/queries.ts'
import { decisionOf, type AdminDecision } from '../screen/queries.ts'
import { scoped, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import type { ExplainFacts } from './sentences.ts'

const clarificationWorkingDays = 5

export interface OwnObjection {
  readonly stage: string
  readonly filedAt: Date
  readonly answer:
    | {
        readonly outcome: 'granted' | 'refused'
        readonly at: Date
        readonly index: number
        readonly signers: readonly string[]
        /** The panel's reasons, for this person alone. */
        readonly text: string
      }
    | undefined
}

export interface OwnResult {
  readonly published: PublishedResult
  readonly data: ResultData
  readonly explanation: Explanation
  readonly code: string
  /** Scores of the own field on one line, best first, with their ranks. */
  readonly field: readonly { readonly rank: number; readonly value: number; readonly own: boolean }[]
  /** Value of the last one above the line. */
  readonly cutOff: number | undefined
  /** Weighted parts of the last one with a seat, in thousandths. */
  readonly last: { readonly skd: number; readonly skb: number; readonly final: number } | undefined
}

export interface OwnExplanation {
  readonly applicationId: string
  readonly selection: string
  readonly selectionTitle: string
  readonly formationId: string
  readonly titles: ReadonlyMap<string, EffectiveFormation>
  readonly schedule: EffectiveSchedule | undefined
  readonly ruleSet: RuleSet | undefined
  readonly decision: (AdminDecision & { readonly signers: readonly string[] }) | undefined
  readonly objections: readonly OwnObjection[]
  readonly result: OwnResult | undefined
  readonly entries: readonly OwnEntry[]
  /** Until when somebody who did not decide answers questions about the newest decision. */
  readonly clarifyUntil: Date | undefined
  readonly facts: ExplainFacts
}

/** Undefined where the application is not this person's: the page then does not exist. */
export async function ownExplanation(
  services: Services,
  applicant: Applicant,
  applicationId: string,
): Promise<OwnExplanation | undefined> {
  const { db } = services
  const scope = { person: applicant.personId }
  const application = await scoped(db, scope, (trx) =>
    trx
      .selectFrom('person.application')
      .select(['id', 'selection_id', 'formation_id'])
      .where('id', '=', applicationId)
      .where('person_id', '=', applicant.personId)
      .executeTakeFirst(),
  )
  if (application === undefined) return undefined
  const selection = application.selection_id
  const [round, rules, titles, schedule, announced, objections, result] = await Promise.all([
    selectionById(db, selection),
    ruleSetOf(db, selection),
    formationTitles(db, selection),
    scheduleOf(db, selection),
    announcedAt(db, selection),
    scoped(db, scope, (trx) => objectionsOf(trx, services, applicationId)),
    ownResult(db, selection, applicationId),
  ])
  const adminAt = announced.get('adminResult')
  const [decision, entries] = await scoped(
    db,
    scope,
    async (trx) =>
      [
        adminAt === undefined
          ? undefined
          : await decisionOf(trx, services, applicant.personId, applicationId),
        await ownEntries(trx, services, applicant.personId, { id: applicationId, selection }),
      ] as const,
  )
  const admin = objections.find((one) => one.stage === 'adminResult')
  const newest = result?.published.at ?? (decision === undefined ? undefined : adminAt)
  return {
    applicationId,
    selection,
    selectionTitle: round?.title ?? selection,
    formationId: application.formation_id,
    titles,
    schedule,
    ruleSet: rules?.ruleSet,
    decision:
      decision === undefined ? undefined : { ...decision, signers: await signersOf(db, decision.index) },
    objections,
    result,
    // A decision stands in the log before it is announced; here it waits for the announcement.
    entries: entries.filter((entry) => adminAt !== undefined || entry.t !== 'berkas.putus'),
    clarifyUntil:
      newest === undefined
        ? undefined
        : workingDaysLater(newest, clarificationWorkingDays, zoneMinutesOf(services.agency.zone)),
    facts: {
      screening:
        decision === undefined
          ? undefined
          : {
              outcome: decision.outcome,
              reasons: decision.reasons.length,
              objection: admin === undefined ? undefined : (admin.answer?.outcome ?? 'filed'),
            },
      result: result?.explanation,
    },
  }
}

/** When each stage was announced first. */
async function announcedAt(db: Queryable, selection: string): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('act.stage_result as r')
    .innerJoin('log.effective as e', 'e.id', 'r.entry_id')
    .select(['r.stage', 'r.at'])
    .where('r.selection_id', '=', selection)
    .orderBy('r.n', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.stage, row.at]))
}

/** In a scope of the person; the caller has found the application to be the reader's own. */
async function objectionsOf(
  trx: Queryable,
  { record }: Services,
  applicationId: string,
): Promise<OwnObjection[]> {
  const rows = await trx
    .selectFrom('act.objection as o')
    .leftJoin('act.objection_answer as w', (join) =>
      join.onRef('w.selection_id', '=', 'o.selection_id').onRef('w.objection_id', '=', 'o.id'),
    )
    .leftJoin('log.effective as e', 'e.id', 'w.entry_id')
    .select(['o.stage', 'o.arrived_at', 'w.outcome', 'w.at', 'w.entry_id', 'e.idx'])
    .where('o.application_id', '=', applicationId)
    .orderBy('o.arrived_at')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      stage: row.stage,
      filedAt: row.arrived_at,
      answer:
        row.idx === null || row.outcome === null || row.at === null || row.entry_id === null
          ? undefined
          : {
              outcome: row.outcome,
              at: row.at,
              index: row.idx,
              signers: await signersOf(trx, row.idx),
              text: String((await record.openPersonal(trx, row.entry_id))?.fields['alasan'] ?? ''),
            },
    })),
  )
}

const explainers = new WeakMap<ResultData, (participant: string) => Explanation | null>()

/** The newest announced result that says something about the person. */
async function ownResult(
  db: Queryable,
  selection: string,
  applicationId: string,
): Promise<OwnResult | undefined> {
  for (const stage of ['finalResult', 'skdResult'] as const) {
    const published = await publishedResult(db, selection, stage)
    if (published === undefined) continue
    const row = await db
      .selectFrom('act.result_row')
      .select('participant')
      .where('selection_id', '=', selection)
      .where('stage', '=', stage)
      .where('n', '=', published.n)
      .where('application_id', '=', applicationId)
      .executeTakeFirst()
    if (row === undefined) continue
    const data = await resultData(db, published)
    const mine = data.results.find((one) => one.participant === row.participant)
    // Who was not eligible has the decision as explanation; the row only repeats it.
    if (mine === undefined || mine.skdCode === 'tms' || (stage === 'finalResult' && mine.finalCode === null))
      continue
    let explain = explainers.get(data)
    if (explain === undefined) {
      explain = explainer(data.ruleSet, data.formations, data.participants, data.ranking)
      explainers.set(data, explain)
    }
    const explanation = explain(row.participant)
    if (explanation !== null)
      return {
        published,
        data,
        explanation,
        code: data.codes.get(row.participant)!,
        ...fieldOf(data, explanation, stage),
      }
  }
  return undefined
}

function fieldOf(
  data: ResultData,
  explanation: Explanation,
  stage: ResultStage,
): Pick<OwnResult, 'field' | 'cutOff' | 'last'> {
  const rows = shownRows(data.ofFormation.get(explanation.formationId) ?? [], stage)
  const field = rows.flatMap((row) => {
    const [rank, value] =
      stage === 'skdResult' ? [row.skdRank, row.skdTotal] : [row.finalRank, row.finalMilli]
    return rank === null || value === null || codeOf(row, stage) === null
      ? []
      : [{ rank, value, own: row.participant === explanation.participant }]
  })
  const last = rows[lastAbove(rows, stage)]
  return {
    field,
    cutOff: (stage === 'skdResult' ? last?.skdTotal : last?.finalMilli) ?? undefined,
    last: last === undefined || stage === 'skdResult' ? undefined : partsOf(data, last),
  }
}

/** The weighted parts of a row of the final result. */
function partsOf(data: ResultData, row: ResultRow): OwnResult['last'] {
  const skbMilli = data.byParticipant.get(row.participant)?.skbMilli ?? null
  if (row.skdTotal === null || skbMilli === null) return undefined
  const whole = integrate(data.ruleSet, row.skdTotal, skbMilli)
  return { skd: whole.skdWeightedMilli, skb: whole.skbWeightedMilli, final: whole.finalMilli }
}
