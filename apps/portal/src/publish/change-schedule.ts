// A changed schedule (jadwal.ubah): two people, a reason, and a list of what moves. A window that is open already
// is never made shorter, and one that has closed is not opened again (states.md 6.4).
import { isHoliday } from '../accounts/working-days.ts'
import type { ActContext, Description, Done, ProposalKind, Refused } from '../accounts/proposals.ts'
import { canonicalText, sha256Of, type ScheduleStage } from './published.ts'
import { ruleSetOf, scheduleOf, selectionById } from './queries.ts'
import { checkSchedule, toDays, type ScheduleDays } from './schedule.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import type { Services } from '../services/services.ts'
import type { Queryable } from '../services/database.ts'

/** Codes of reasons for a changed schedule; the code stands in the entry, the sentence on the page. */
export const scheduleReasons: Readonly<Record<string, string>> = {
  perpanjangan: 'Waktu diperpanjang',
  'gangguan-layanan': 'Layanan terganggu',
  bencana: 'Bencana atau keadaan di luar kendali',
  'keputusan-panselnas': 'Mengikuti jadwal panitia nasional',
}

export interface SchedulePayload {
  readonly days: ScheduleDays
  readonly stages: readonly ScheduleStage[]
  readonly reason: string
  readonly sentence: string
}

/** Sentences that say why a change is not possible now; none where it is. */
export function changeProblems(
  before: readonly ScheduleStage[],
  after: readonly ScheduleStage[],
  now: Date,
  label: (id: string) => string,
): string[] {
  const problems: string[] = []
  let changed = false
  for (const stage of before) {
    const next = after.find((one) => one.id === stage.id)
    if (next === undefined) {
      problems.push(`${label(stage.id)} hilang dari jadwal baru.`)
      continue
    }
    if (next.start === stage.start && next.end === stage.end) continue
    changed = true
    const started = Date.parse(stage.start) <= now.getTime()
    if (Date.parse(stage.end) <= now.getTime())
      problems.push(`${label(stage.id)} sudah selesai. Tanggalnya tetap.`)
    else if (started && next.start !== stage.start)
      problems.push(`${label(stage.id)} sudah mulai. Tanggal mulainya tetap.`)
    else if (started && Date.parse(next.end) < Date.parse(stage.end))
      problems.push(`${label(stage.id)} sudah mulai. Waktunya tidak dapat dipendekkan.`)
  }
  if (!changed && problems.length === 0) problems.push('Jadwal baru sama dengan jadwal yang berlaku.')
  return problems
}

async function current(services: Services, db: Queryable, selection: string) {
  const [round, rules, schedule] = await Promise.all([
    selectionById(db, selection),
    ruleSetOf(db, selection),
    scheduleOf(db, selection),
  ])
  if (round === undefined || rules === undefined || schedule === undefined) return undefined
  const label = (id: string) => rules.ruleSet.stages.find((stage) => stage.id === id)?.labelId ?? id
  return { rules, schedule, label, days: toDays(schedule.stages, zoneMinutesOf(services.agency.zone)) }
}

async function change(context: ActContext): Promise<Done<readonly Uint8Array[]> | Refused> {
  const { services, trx, proposal, by, setuju, secondId, at } = context
  const payload = proposal.payload as SchedulePayload
  const now = await current(services, trx, proposal.selection)
  if (now === undefined) return { ok: false, refusal: 'notAllowed' }
  const problems = [
    ...changeProblems(now.schedule.stages, payload.stages, at, now.label),
    ...checkSchedule(payload.days, now.rules.ruleSet, isHoliday)
      .filter((problem) => !problem.warning)
      .map((problem) => problem.text),
  ]
  if (problems.length > 0) return { ok: false, refusal: 'blocked', problems }
  const version = now.schedule.version + 1
  const sha256 = sha256Of(canonicalText({ stages: payload.stages }))
  const id = await services.record.enqueue(trx, {
    t: 'jadwal.ubah',
    at,
    by,
    sel: proposal.selection,
    refs: [now.schedule.index],
    body: { versi: version, sha256, alasan: payload.reason, setuju: [...setuju] },
  })
  await trx
    .insertInto('act.schedule')
    .values({
      selection_id: proposal.selection,
      version,
      stages: JSON.stringify(payload.stages),
      reason: payload.sentence,
      sha256,
      at,
      proposer_id: proposal.proposerId,
      second_id: secondId,
      entry_id: id,
    })
    .execute()
  return { ok: true, value: [id] }
}

export const changeScheduleKind: ProposalKind = {
  title: () => 'Ubah jadwal',
  proposes: ['sekretaris', 'ketua'],
  approves: ['ketua'],
  inputsDigest: async (_services, db, { selection }) => (await scheduleOf(db, selection))?.sha256 ?? '',
  async describe(services, { selection, payload }): Promise<Description> {
    const change = payload as SchedulePayload
    const now = await current(services, services.db, selection)
    const moved = Object.keys(change.days).filter(
      (id) => JSON.stringify(now?.days[id]) !== JSON.stringify(change.days[id]),
    )
    const span = (days: { start: string; end: string } | undefined) =>
      days === undefined ? undefined : `${days.start} sampai ${days.end}`
    return {
      consequences: [
        `${moved.length} tahap berubah tanggalnya. Alasannya: ${change.sentence}`,
        'Jadwal lama tetap dapat dibaca. Pelamar dan pelanggan kabar diberi tahu.',
      ],
      changes: moved.map((id) => ({
        label: now?.label(id) ?? id,
        before: span(now?.days[id]),
        after: span(change.days[id]),
      })),
      entries: [
        {
          t: 'jadwal.ubah',
          body: {
            versi: (now?.schedule.version ?? 0) + 1,
            sha256: sha256Of(canonicalText({ stages: change.stages })),
            alasan: change.reason,
          },
        },
      ],
    }
  },
  execute: change,
}
