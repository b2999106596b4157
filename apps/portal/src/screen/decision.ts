// From the opinions about one file to its decision: the pure rule says whether they agree; then act row, public entry and
// notice are written in the transaction of the opinion that completed it.
import { createHash } from 'node:crypto'
import { publicReason, screeningOutcome, type Opinion } from '@terang/rules/screening.ts'
import type { EffectiveRuleSet } from '../publish/queries.ts'
import { canonicalText } from '../publish/published.ts'
import { tell } from '../services/bus.ts'
import type { Queryable, Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import type { Verdicts } from './checklist.ts'
import type { DeskFile, SealedVerdicts } from './queries.ts'

interface ReadOpinion extends Opinion {
  readonly verdicts: Verdicts
}

/** @returns the entry of the decision, or undefined while another reader is needed */
export async function decideIfAgreed(
  trx: Trx,
  services: Services,
  about: { selection: string; applicationId: string; file: DeskFile; rules: EffectiveRuleSet },
): Promise<Uint8Array | undefined> {
  const { selection, applicationId, file, rules } = about
  const opinions = await opinionsOf(trx, services, file.application.personId, applicationId)
  const state = screeningOutcome(rules.ruleSet, opinions, { inSample: false })
  if (state.state !== 'agreed') return undefined
  const supporters = opinions.filter(
    (opinion) =>
      opinion.outcome === state.outcome &&
      (state.outcome === 'eligible' || opinion.reasons.some((reason) => state.reasons.includes(reason))),
  )
  // Three who each named another reason: nobody is turned away, and the third closes the file.
  const [first, ...others] = supporters.length > 0 ? supporters : opinions.slice(-1)
  if (first === undefined) return undefined
  const at = services.clock.now()
  const codes = await Promise.all(others.map((opinion) => readerCode(trx, selection, opinion.officer)))
  const sent = await trx
    .selectFrom('act.submission')
    .innerJoin('log.entry', 'log.entry.id', 'act.submission.entry_id')
    .select(['act.submission.subj', 'idx'])
    .where('application_id', '=', applicationId)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow()
  const explanation = {
    outcome: state.outcome,
    reasons: state.reasons,
    requirements: file.lines.map((line) => ({
      id: line.id,
      answer: first.verdicts[line.id]?.answer ?? 'ya',
    })),
    rules: rules.sha256,
    formation: file.round.formation.sha256,
  }
  const entryId = await services.record.enqueue(trx, {
    t: 'berkas.putus',
    at,
    by: await readerCode(trx, selection, first.officer),
    sel: selection,
    subj: sent.subj,
    refs: [rules.index, sent.idx],
    body: {
      hasil: state.outcome === 'eligible' ? 'ms' : 'tms',
      alasan: [...new Set(state.reasons.map((reason) => publicReason(rules.ruleSet, reason)))],
      aturan: rules.index,
      ...(codes.length > 0 ? { setuju: [...new Set(codes)].sort() } : {}),
    },
    personal: {
      person: file.application.personId,
      fields: personalPart(first.verdicts, state.reasons, canonicalText(explanation)),
    },
  })
  await trx
    .insertInto('act.decision')
    .values({
      selection_id: selection,
      application_id: applicationId,
      outcome: state.outcome,
      reasons: [...state.reasons],
      by_id: first.officer,
      second_ids: others.map((opinion) => opinion.officer),
      explanation: JSON.stringify(explanation),
      at,
      entry_id: entryId,
    })
    .execute()
  await notify(trx, services, {
    person: file.application.personId,
    selection,
    code: 'VER_SELESAI',
    cause: `${applicationId}/berkas.putus`,
    facts: {},
  })
  await tell(trx, 'terang_person', file.application.personId)
  return entryId
}

/** A verdict a requirement, the notes of the published reasons, and the digest of the explanation. */
function personalPart(
  verdicts: Verdicts,
  reasons: readonly string[],
  explanation: string,
): { [field: string]: string } {
  const fields: Record<string, string> = {
    penjelasan: createHash('sha256').update(explanation).digest('hex'),
  }
  for (const [id, verdict] of Object.entries(verdicts)) {
    fields[`syarat_${id}`] = verdict.answer === 'ya' ? 'ya' : `tidak ${verdict.reason ?? ''}`
    if (verdict.reason !== undefined && reasons.includes(verdict.reason))
      fields[`catatan_${id}`] = verdict.note ?? ''
  }
  return fields
}

async function opinionsOf(
  trx: Queryable,
  services: Services,
  personId: string,
  applicationId: string,
): Promise<ReadOpinion[]> {
  const rows = await trx
    .selectFrom('act.opinion')
    .select(['pass', 'officer_id', 'outcome', 'reasons', 'verdicts'])
    .where('application_id', '=', applicationId)
    .orderBy('pass')
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const { verdicts } = await services.vault.open<SealedVerdicts>(
        trx,
        personId,
        `opinion|${applicationId}|${row.pass}`,
        row.verdicts,
      )
      return { officer: row.officer_id, outcome: row.outcome, reasons: row.reasons, note: null, verdicts }
    }),
  )
}

/** `role:code` of a reader, also of one whose role ended since: the opinion was given while it held. */
async function readerCode(db: Queryable, selection: string, officerId: string): Promise<string> {
  const row = await db
    .selectFrom('act.appointment')
    .select(['role', 'code'])
    .where('selection_id', 'in', [selection, '*'])
    .where('person_id', '=', officerId)
    .where('role', 'in', ['pemeriksa', 'pemeriksasenior'])
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  return `${row.role}:${row.code}`
}
