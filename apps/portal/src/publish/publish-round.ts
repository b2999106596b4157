// Publication of a round: rules, every formation, the schedule and the announcement become official in one
// transaction, when a second officer agrees and the gate is met (states.md 1, "an"; committee.md 3.4).
import { createHash } from 'node:crypto'
import { isHoliday } from '../accounts/working-days.ts'
import type { Role } from '../accounts/policy.ts'
import type { ActContext, Description, Done, ProposalKind, Refused } from '../accounts/proposals.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { checkGate, type GateProblem } from './gate.ts'
import {
  canonicalText,
  sha256Of,
  slugOf,
  type AnnouncementBody,
  type PublishedFormation,
  type ScheduleStage,
} from './published.ts'
import { confirmedKeysOf, ruleSetOf } from './queries.ts'
import { draftFormations, preparedRound, type PreparedRound } from './round-draft.ts'
import { ruleSetFile, type RuleSetFile } from './rule-set-file.ts'
import { toStages } from './schedule.ts'

export interface RoundPackage {
  readonly round: PreparedRound
  readonly rules: RuleSetFile
  readonly formations: readonly {
    readonly data: PublishedFormation
    readonly text: string
    readonly sha256: string
  }[]
  readonly stages: readonly ScheduleStage[]
  readonly scheduleText: string
  readonly announcement: {
    readonly number: string
    readonly title: string
    readonly body: AnnouncementBody
    readonly text: string
  }
  readonly problems: readonly GateProblem[]
}

export function announcementText(
  number: string,
  title: string,
  kind: string,
  body: AnnouncementBody,
): string {
  return canonicalText({ number, title, kind, ...body })
}

export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
}

/** How many hold each role of a round now, effective appointments only. */
export async function officersOf(db: Queryable, selection: string): Promise<Partial<Record<Role, number>>> {
  const rows = await db
    .selectFrom('act.officer_role')
    .innerJoin('log.effective', 'log.effective.id', 'act.officer_role.entry_id')
    .select(['role', (eb) => eb.fn.count<number>('person_id').distinct().as('count')])
    .where('selection_id', 'in', [selection, '*'])
    .groupBy('role')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.role, Number(row.count)]))
}

/** Everything that would be published, and what stands in the way. */
export async function roundPackage(
  services: Services,
  db: Queryable,
  selection: string,
): Promise<RoundPackage | undefined> {
  const round = await preparedRound(db, selection)
  if (round === undefined) return undefined
  const rules = ruleSetFile(round.ruleSetName)
  const imported = await draftFormations(db, selection)
  const { draft } = round
  const formations = imported.map((one) => {
    const documents = draft.documents.filter(
      (document) => document.required || appliesTo(rules, document.id, one.formationType),
    )
    const data: PublishedFormation = { ...one, slug: slugOf(selection, one), documents: [...documents] }
    const text = canonicalText(data)
    return { data, text, sha256: sha256Of(text) }
  })
  const stages = toStages(draft.schedule, rules.ruleSet, zoneMinutesOf(services.agency.zone))
  const typed = draft.announcement
  const body: AnnouncementBody = { paragraphs: paragraphsOf(typed?.text ?? '') }
  const problems = checkGate({
    demo: round.demo,
    ruleSet: rules.ruleSet,
    confirmedKeys: await confirmedKeysOf(db, selection),
    formations: imported,
    control: draft.control,
    documents: draft.documents,
    schedule: draft.schedule,
    announcement: typed,
    contact: services.agency.contact,
    officers: await officersOf(db, selection),
    isHoliday,
  })
  const taken =
    typed === undefined
      ? undefined
      : await db
          .selectFrom('act.announcement')
          .select('number')
          .where('number', '=', typed.number)
          .where('selection_id', '<>', selection)
          .executeTakeFirst()
  // The number is the address of the announcement.
  if (taken !== undefined) {
    problems.push({
      code: 'numberTaken',
      page: 'pengumuman',
      blocks: true,
      text: `Nomor ${taken.number} sudah dipakai pengumuman seleksi lain.`,
    })
  }
  return {
    round,
    rules,
    formations,
    stages,
    scheduleText: canonicalText({ stages }),
    announcement: {
      number: typed?.number ?? '',
      title: typed?.title ?? '',
      body,
      text: announcementText(typed?.number ?? '', typed?.title ?? '', 'lowongan', body),
    },
    problems,
  }
}

function appliesTo(rules: RuleSetFile, document: string, formationType: string): boolean {
  const rule = rules.ruleSet.documents.find((one) => one.id === document)
  return rule?.requiredFor?.some((type) => type === formationType) ?? false
}

/** Whether the round was published, effective or about to be. */
export async function isPublished(db: Queryable, selection: string): Promise<boolean> {
  const row = await db
    .selectFrom('act.announcement')
    .select('number')
    .where('selection_id', '=', selection)
    .where('kind', '=', 'lowongan')
    .executeTakeFirst()
  return row !== undefined
}

function packageDigest(pack: RoundPackage): string {
  const digest = createHash('sha256')
    .update(pack.rules.sha256)
    .update(pack.scheduleText)
    .update(pack.announcement.text)
  for (const one of pack.formations) digest.update(one.sha256)
  return digest.digest('hex')
}

function seatsOf(pack: RoundPackage): number {
  return pack.formations.reduce((sum, one) => sum + one.data.seats, 0)
}

function entriesOf(
  pack: RoundPackage,
  ruleSetKnown: boolean,
): { t: string; body: Record<string, unknown> }[] {
  return [
    ...(ruleSetKnown ? [] : [ruleSetEntry(pack.rules)]),
    ...pack.formations.map((one) => ({
      t: 'formasi.terbit',
      body: { formasi: one.data.formationId, jumlah: one.data.seats, sha256: one.sha256 },
    })),
    { t: 'jadwal.terbit', body: { versi: 1, sha256: sha256Of(pack.scheduleText) } },
    {
      t: 'pengumuman.terbit',
      body: {
        nomor: pack.announcement.number,
        jenis: 'lowongan',
        versi: 1,
        sha256: sha256Of(pack.announcement.text),
      },
    },
  ]
}

function ruleSetEntry(rules: RuleSetFile): { t: string; body: Record<string, unknown> } {
  return {
    t: 'aturan.terbit',
    body: { nama: 'aturan-seleksi', versi: rules.ruleSet.version, sha256: rules.sha256 },
  }
}

async function writeRuleSet(
  { services, trx, proposal, by, setuju, secondId, at }: ActContext,
  rules: RuleSetFile,
  version: number,
): Promise<Uint8Array> {
  const entry = ruleSetEntry(rules)
  const id = await services.record.enqueue(trx, {
    t: entry.t,
    at,
    by,
    sel: proposal.selection,
    body: { ...entry.body, setuju: [...setuju] },
  })
  await trx
    .insertInto('act.rule_set')
    .values({
      selection_id: proposal.selection,
      version,
      name: rules.name,
      sha256: rules.sha256,
      body: rules.text,
      at,
      proposer_id: proposal.proposerId,
      second_id: secondId,
      entry_id: id,
    })
    .execute()
  return id
}

async function publish(context: ActContext): Promise<Done<readonly Uint8Array[]> | Refused> {
  const { services, trx, proposal, by, setuju, secondId, at } = context
  const selection = proposal.selection
  const pack = await roundPackage(services, trx, selection)
  if (pack === undefined) return { ok: false, refusal: 'notAllowed' }
  if (await isPublished(trx, selection)) return { ok: false, refusal: 'alreadyDecided' }
  const blocking = pack.problems.filter((problem) => problem.blocks)
  if (blocking.length > 0)
    return { ok: false, refusal: 'blocked', problems: blocking.map((problem) => problem.text) }
  const signed = { at, proposer_id: proposal.proposerId, second_id: secondId }
  const ids: Uint8Array[] = []
  const enter = async (entry: { t: string; body: Record<string, unknown> }) => {
    const id = await services.record.enqueue(trx, {
      t: entry.t,
      at,
      by,
      sel: selection,
      body: { ...entry.body, setuju: [...setuju] },
    })
    ids.push(id)
    return id
  }

  const known = await ruleSetOf(trx, selection)
  const entries = entriesOf(pack, true)
  if (known?.sha256 !== pack.rules.sha256)
    ids.push(await writeRuleSet(context, pack.rules, (known?.version ?? 0) + 1))
  const rows = []
  for (const [i, one] of pack.formations.entries()) {
    rows.push({
      selection_id: selection,
      formation_id: one.data.formationId,
      data: JSON.stringify(one.data),
      seats: one.data.seats,
      sha256: one.sha256,
      ...signed,
      entry_id: await enter(entries[i]!),
    })
  }
  await trx.insertInto('act.formation').values(rows).execute()
  await trx
    .insertInto('act.schedule')
    .values({
      selection_id: selection,
      version: 1,
      stages: JSON.stringify(pack.stages),
      reason: null,
      sha256: sha256Of(pack.scheduleText),
      ...signed,
      entry_id: await enter(entries.at(-2)!),
    })
    .execute()
  const { number, title, body, text } = pack.announcement
  await trx
    .insertInto('act.announcement')
    .values({
      selection_id: selection,
      number,
      kind: 'lowongan',
      version: 1,
      title,
      body: JSON.stringify(body),
      sha256: sha256Of(text),
      ...signed,
      entry_id: await enter(entries.at(-1)!),
    })
    .execute()
  return { ok: true, value: ids }
}

async function packageOf(services: Services, selection: string): Promise<RoundPackage> {
  const pack = await roundPackage(services, services.db, selection)
  if (pack === undefined) throw new Error(`no round ${selection}`)
  return pack
}

export const publishRoundKind: ProposalKind = {
  title: ({ payload }) => `Terbitkan ${(payload as { title: string }).title}`,
  proposes: ['sekretaris'],
  approves: ['ketua'],
  inputsDigest: async (services, db, { selection }) => {
    // The draft stands still from the digest to the act.
    await preparedRound(db, selection, true)
    const pack = await roundPackage(services, db, selection)
    return pack === undefined ? '' : packageDigest(pack)
  },
  async describe(services, { selection }): Promise<Description> {
    const pack = await packageOf(services, selection)
    const known = await ruleSetOf(services.db, selection)
    return {
      consequences: [
        `${pack.formations.length} formasi dengan ${seatsOf(pack)} kursi terbuka untuk umum, beserta aturan dan jadwalnya.`,
        `Pengumuman nomor ${pack.announcement.number} terbit dengan judul "${pack.announcement.title}".`,
        `Pendaftaran dibuka ${pack.round.draft.schedule['application']?.start ?? ''} dan ditutup ${pack.round.draft.schedule['application']?.end ?? ''} pukul 23.59 ${services.agency.zoneLabel}.`,
        'Yang sudah terbit tidak dapat dihapus. Perubahan hanya lewat usulan baru.',
      ],
      changes: [
        { label: 'Formasi', after: String(pack.formations.length) },
        { label: 'Kursi', after: String(seatsOf(pack)) },
        ...pack.stages.map((stage) => ({
          label: pack.rules.ruleSet.stages.find((one) => one.id === stage.id)?.labelId ?? stage.id,
          after: `${pack.round.draft.schedule[stage.id]?.start} sampai ${pack.round.draft.schedule[stage.id]?.end}`,
        })),
        ...pack.announcement.body.paragraphs.map((paragraph, i) => ({
          label: `Paragraf ${i + 1}`,
          after: paragraph,
        })),
      ],
      entries: entriesOf(pack, known?.sha256 === pack.rules.sha256),
      marks: pack.problems.map((problem) => problem.text),
    }
  },
  execute: publish,
}

/** The rules alone, before the round: needed where a number must be confirmed first (aturan.sah). */
export const publishRulesKind: ProposalKind = {
  title: ({ payload }) => `Terbitkan aturan ${(payload as { name: string }).name}`,
  proposes: ['sekretaris'],
  approves: ['ketua'],
  inputsDigest: async (_services, db, { selection }) => {
    const round = await preparedRound(db, selection)
    return round === undefined ? '' : ruleSetFile(round.ruleSetName).sha256
  },
  async describe(services, { selection }): Promise<Description> {
    const pack = await packageOf(services, selection)
    return {
      consequences: [
        `Aturan ${pack.rules.ruleSet.title.id} terbit untuk seleksi ini. Angka yang belum pasti dapat dipastikan setelahnya.`,
      ],
      changes: [{ label: 'Aturan', after: `${pack.rules.name}, versi ${pack.rules.ruleSet.version}` }],
      entries: [ruleSetEntry(pack.rules)],
    }
  },
  async execute(context) {
    const round = await preparedRound(context.trx, context.proposal.selection)
    if (round === undefined) return { ok: false, refusal: 'notAllowed' }
    const rules = ruleSetFile(round.ruleSetName)
    const known = await ruleSetOf(context.trx, round.id)
    if (known?.sha256 === rules.sha256) return { ok: false, refusal: 'alreadyDecided' }
    return { ok: true, value: [await writeRuleSet(context, rules, (known?.version ?? 0) + 1)] }
  },
}
