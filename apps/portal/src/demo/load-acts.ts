// Writes the acts of a demonstration round in bulk, each with its entry: submissions, decisions, objections and the
// results of stages. Times are those of the story; scores and rankings go through the real two-person acts.
import { createHash } from 'node:crypto'
import { publicReason } from '@terang/rules/screening.ts'
import { slotsOf } from '../apply/queries.ts'
import { canonicalText } from '../publish/published.ts'
import { formationsOf, ruleSetOf } from '../publish/queries.ts'
import { checklistOf, type Requirement, type Verdicts } from '../screen/checklist.ts'
import type { Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { demoId, personalPart, type LoadedPerson } from './load-people.ts'
import type { Crew } from './load-officers.ts'
import type { DemoObjection } from './objections.ts'
import type { DemoReason } from './screening.ts'

const bulk = 1_000
const quickestReadingMs = 40 * 60_000

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += bulk) await write(rows.slice(start, start + bulk))
}

/** lamaran.terima and lamaran.tarik, in order of arrival. */
export async function loadSubmissions(
  services: Services,
  trx: Trx,
  selection: string,
  people: readonly LoadedPerson[],
  documents: ReadonlyMap<string, { slot: string; sha256: string }[]>,
): Promise<void> {
  const formationIndex = new Map(
    (await formationsOf(trx, selection)).map((formation) => [formation.formationId, formation.index]),
  )
  const sent = people
    .filter((one) => one.application.submittedAt !== undefined)
    .toSorted((a, b) => (a.application.submittedAt! < b.application.submittedAt! ? -1 : 1))
  const ids = await services.record.enqueueAll(
    trx,
    sent.map((one) => ({
      t: 'lamaran.terima',
      at: new Date(one.application.submittedAt!),
      by: 'sistem:pendaftaran',
      sel: selection,
      subj: one.subject('daftar'),
      body: { formasi: one.application.formationId },
      refs: [formationIndex.get(one.application.formationId)!],
      personal: { person: one.personId, fields: personalPart(one, documents.get(one.applicationId) ?? []) },
    })),
  )
  await inParts(
    sent.map((one, i) => ({ one, id: ids[i]! })),
    (part) =>
      trx
        .insertInto('act.submission')
        .values(
          part.map(({ one, id }) => ({
            selection_id: selection,
            application_id: one.applicationId,
            n: 1,
            person_id: one.personId,
            formation_id: one.application.formationId,
            subj: one.subject('daftar'),
            arrived_at: new Date(one.application.submittedAt!),
            form_token: demoId(one.applicationId, 'kirim'),
            entry_id: id,
          })),
        )
        .execute(),
  )
  const gone = sent.filter((one) => one.application.withdrawnAt !== undefined)
  if (gone.length === 0) return
  const goneIds = await services.record.enqueueAll(
    trx,
    gone.map((one) => ({
      t: 'lamaran.tarik',
      at: new Date(one.application.withdrawnAt!),
      by: 'sistem:pendaftaran',
      sel: selection,
      subj: one.subject('daftar'),
      body: { tahap: 'application' },
      personal: { person: one.personId, fields: { formasi: one.application.formationId } },
    })),
  )
  await trx
    .insertInto('act.withdrawal')
    .values(
      gone.map((one, i) => ({
        selection_id: selection,
        application_id: one.applicationId,
        n: 1,
        arrived_at: new Date(one.application.withdrawnAt!),
        form_token: demoId(one.applicationId, 'tarik'),
        entry_id: goneIds[i]!,
      })),
    )
    .execute()
}

/** berkas.putus for everybody whose file was read; `when` gives the time of the reading. */
export async function loadDecisions(
  services: Services,
  trx: Trx,
  selection: string,
  crew: Crew,
  people: readonly LoadedPerson[],
  when: (index: number, count: number) => Date,
): Promise<void> {
  const rules = await ruleSetOf(trx, selection)
  if (rules === undefined) throw new Error('demo: the rules are not in the log yet')
  // First come, first read; nobody is read before they sent.
  const read = people
    .filter((one) => one.application.verdict !== undefined && one.application.state === 'submitted')
    .toSorted((a, b) => (a.application.submittedAt! < b.application.submittedAt! ? -1 : 1))
  const lines = new Map(
    (await formationsOf(trx, selection)).map((formation) => {
      const slots = slotsOf(rules.ruleSet, formation)
      return [
        formation.formationId,
        checklistOf(
          rules.ruleSet,
          formation.data,
          slots,
          new Set(slots.filter((slot) => slot.required).map((slot) => slot.id)),
        ),
      ]
    }),
  )
  const acts = read.map((one, i) => {
    const verdict = one.application.verdict!
    const count = crew.screeners.length
    const first = crew.screeners[verdict.firstReader % count]!
    const second =
      crew.screeners[
        (verdict.secondReader + (verdict.firstReader % count === verdict.secondReader % count ? 1 : 0)) %
          count
      ]!
    const adverse = verdict.outcome === 'ineligible'
    const reasons = verdict.reasons.map((reason) => reason.reasonId)
    const verdicts = verdictsOf(lines.get(one.application.formationId)!, verdict.reasons)
    const explanation = {
      outcome: verdict.outcome,
      reasons,
      rules: rules.sha256,
      requirements: Object.entries(verdicts).map(([id, { answer }]) => ({ id, answer })),
    }
    const fields: { [field: string]: string } = {
      penjelasan: createHash('sha256').update(canonicalText(explanation)).digest('hex'),
    }
    for (const [id, answer] of Object.entries(verdicts)) {
      fields[`syarat_${id}`] = answer.answer === 'ya' ? 'ya' : `tidak ${answer.reason!}`
      if (answer.note !== undefined) fields[`catatan_${id}`] = answer.note
    }
    return {
      one,
      first,
      second,
      adverse,
      reasons,
      explanation,
      verdicts,
      at: new Date(
        Math.max(
          when(i, read.length).getTime(),
          Date.parse(one.application.submittedAt!) + quickestReadingMs,
        ),
      ),
      fields,
    }
  })
  await inParts(
    acts.flatMap((act) =>
      act.adverse
        ? [
            { act, pass: 1, officer: act.first },
            { act, pass: 2, officer: act.second },
          ]
        : [{ act, pass: 1, officer: act.first }],
    ),
    (part) =>
      trx
        .insertInto('act.opinion')
        .values(
          part.map(({ act, pass, officer }) => {
            const { one } = act
            const plain = Buffer.from(JSON.stringify({ verdicts: act.verdicts, first: act.verdicts }), 'utf8')
            return {
              selection_id: selection,
              application_id: one.applicationId,
              pass,
              officer_id: officer.personId,
              outcome: act.adverse ? ('ineligible' as const) : ('eligible' as const),
              reasons: act.reasons,
              verdicts: services.keys.seal(
                one.key,
                'terang/isian/v1',
                `opinion|${one.applicationId}|${pass}`,
                plain,
              ),
              at: act.at,
              form_token: demoId(one.applicationId, 'pendapat', String(pass)),
            }
          }),
        )
        .execute(),
  )
  const ids = await services.record.enqueueAll(
    trx,
    acts.map(({ one, first, second, adverse, reasons, at, fields }) => ({
      t: 'berkas.putus',
      at,
      by: first.as,
      sel: selection,
      subj: one.subject('daftar'),
      refs: [rules.index],
      body: {
        hasil: adverse ? 'tms' : 'ms',
        alasan: [...new Set(reasons.map((reason) => publicReason(rules.ruleSet, reason)))],
        aturan: rules.index,
        ...(adverse ? { setuju: [second.as] } : {}),
      },
      personal: { person: one.personId, fields },
    })),
  )
  await inParts(
    acts.map((act, i) => ({ act, id: ids[i]! })),
    (part) =>
      trx
        .insertInto('act.decision')
        .values(
          part.map(({ act, id }) => ({
            selection_id: selection,
            application_id: act.one.applicationId,
            outcome: act.adverse ? ('ineligible' as const) : ('eligible' as const),
            reasons: act.reasons,
            by_id: act.first.personId,
            second_ids: act.adverse ? [act.second.personId] : [],
            explanation: JSON.stringify(act.explanation),
            at: act.at,
            entry_id: id,
          })),
        )
        .execute(),
  )
}

/** A reader's answer on every line: no where a reason was found, in the line that may name it. */
function verdictsOf(lines: readonly Requirement[], reasons: readonly DemoReason[]): Verdicts {
  const verdicts: { [requirement: string]: { answer: 'ya' | 'tidak'; reason?: string; note?: string } } =
    Object.fromEntries(lines.map((line) => [line.id, { answer: 'ya' }]))
  for (const { reasonId, documentId, note } of reasons) {
    const fitting = lines.filter((line) => line.reasons.includes(reasonId))
    const line = fitting.find((one) => one.document === documentId) ?? fitting[0]
    if (line !== undefined) verdicts[line.id] = { answer: 'tidak', reason: reasonId, note }
  }
  return verdicts
}

/** hasil.umum of a stage that has no ranking. */
export async function loadStageResult(
  services: Services,
  trx: Trx,
  selection: string,
  crew: Crew,
  stage: string,
  at: Date,
): Promise<void> {
  const id = await services.record.enqueue(trx, {
    t: 'hasil.umum',
    at,
    by: crew.secretary.as,
    sel: selection,
    body: { tahap: stage, pengumuman: `${stage}-1`, setuju: [crew.chair.as] },
  })
  await trx
    .insertInto('act.stage_result')
    .values({
      selection_id: selection,
      stage,
      n: 1,
      announcement: `${stage}-1`,
      at,
      entry_id: id,
      proposer_id: crew.secretary.personId,
      second_id: crew.chair.personId,
    })
    .execute()
}

/** sanggah.terima and sanggah.putus of the administrative stage. */
export async function loadObjections(
  services: Services,
  trx: Trx,
  selection: string,
  crew: Crew,
  people: readonly LoadedPerson[],
  objections: readonly DemoObjection[],
): Promise<void> {
  const byPerson = new Map(people.map((one) => [one.person.personId, one]))
  const rows = objections
    .toSorted((a, b) => (a.filedAt < b.filedAt ? -1 : 1))
    .map((objection) => ({
      objection,
      one: byPerson.get(objection.personId)!,
      id: demoId(selection, objection.personId, 'sanggah'),
    }))
  const filed = await services.record.enqueueAll(
    trx,
    rows.map(({ objection, one }) => ({
      t: 'sanggah.terima',
      at: new Date(objection.filedAt),
      by: 'sistem:sanggah',
      sel: selection,
      subj: one.subject('sanggah'),
      body: { tahap: 'adminResult', formasi: one.application.formationId },
      personal: {
        person: one.personId,
        fields: { [`teks_${objection.reasonId}`.slice(0, 32)]: objection.text },
      },
    })),
  )
  await trx
    .insertInto('act.objection')
    .values(
      rows.map(({ objection, one, id }, i) => ({
        selection_id: selection,
        id,
        application_id: one.applicationId,
        person_id: one.personId,
        stage: 'adminResult',
        requirements: [objection.reasonId],
        subj: one.subject('sanggah'),
        arrived_at: new Date(objection.filedAt),
        form_token: demoId(id, 'sanggah'),
        entry_id: filed[i]!,
      })),
    )
    .execute()
  const rules = await ruleSetOf(trx, selection)
  const answered = await services.record.enqueueAll(
    trx,
    rows.map(({ objection, one }, i) => ({
      t: 'sanggah.putus',
      at: new Date(objection.answeredAt),
      by: crew.panel[i % crew.panel.length]!.as,
      sel: selection,
      subj: one.subject('sanggah'),
      body: {
        tahap: 'adminResult',
        formasi: one.application.formationId,
        hasil: objection.outcome === 'granted' ? 'kabul' : 'tolak',
        alasan: [publicReason(rules!.ruleSet, objection.reasonId)],
        setuju: [crew.panel[(i + 1) % crew.panel.length]!.as],
      },
      personal: { person: one.personId, fields: { alasan: objection.answer } },
    })),
  )
  await trx
    .insertInto('act.objection_answer')
    .values(
      rows.map(({ objection, id }, i) => ({
        selection_id: selection,
        objection_id: id,
        outcome: objection.outcome,
        reasons: [objection.reasonId],
        by_id: crew.panel[i % crew.panel.length]!.personId,
        second_ids: [crew.panel[(i + 1) % crew.panel.length]!.personId],
        at: new Date(objection.answeredAt),
        entry_id: answered[i]!,
      })),
    )
    .execute()
}
