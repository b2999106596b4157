// From effective facts to what the applicant reads: status line, trace, deadlines, receipts. The only door from the rows
// of track/queries.ts to a page. Dates are written here, in the agency's zone.
import { stageCode, stageOrder, type StageId } from '@terang/rules/process.ts'
import type { ScheduleStage } from '../publish/published.ts'
import { windowOf } from '../publish/queries.ts'
import type { Services } from '../services/services.ts'
import { format, type Format } from '../words/format.ts'
import {
  committeeLate,
  deadlinePassed,
  notYetCovered,
  standingBlanks,
  standingText,
  type StandingBlank,
  type StandingText,
} from '../words/standing.ts'
import { trackId as w } from '../words/track.id.ts'
import type { TrackedAct, TrackedApplication } from './queries.ts'
import { axesOf, placed, type Placed } from './standing.ts'

export interface StatusView extends StandingText {
  readonly placed: Placed
  readonly tone: 'info' | 'ok' | 'act' | 'no' | 'obj'
}
export interface TraceView {
  readonly title: string
  readonly meta: string | undefined
  readonly state: 'done' | 'now' | 'next'
  readonly events: readonly { readonly at: Date; readonly text: string }[]
}
export interface DueView {
  readonly at: Date
  readonly title: string
  readonly text: string
  readonly act: boolean
}
export interface ReceiptView {
  readonly title: string
  readonly index: number | undefined
  readonly text: string
  readonly at: Date
}
export interface ApplicationView {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly formationId: string
  readonly status: StatusView
  readonly stageNumber: number
  readonly stageCount: number
  readonly trace: readonly TraceView[]
  /** What stands against sending a draft, each with the place to mend it. */
  readonly gaps: readonly { readonly href: string; readonly text: string }[]
  readonly due: readonly DueView[]
  readonly receipts: readonly ReceiptView[]
  readonly actions: readonly { readonly href: string; readonly label: string; readonly main: boolean }[]
}

/** The stages a person sees as their path, with the stage codes each spans. */
const path: readonly { key: keyof typeof w.trace; from: StageId; to: StageId; window: string }[] = [
  { key: 'screening', from: 'adminReview', to: 'adminReview', window: 'adminReview' },
  { key: 'adminResult', from: 'adminResult', to: 'adminResult', window: 'adminResult' },
  { key: 'adminObjection', from: 'adminObjection', to: 'adminAnswer', window: 'adminObjection' },
  { key: 'skd', from: 'skd', to: 'skd', window: 'skd' },
  { key: 'skb', from: 'skb', to: 'skb', window: 'skbCat' },
  { key: 'finalResult', from: 'finalResult', to: 'finalAnswer', window: 'finalResult' },
  { key: 'filing', from: 'filing', to: 'ended', window: 'filing' },
]

const order = (id: StageId) => stageOrder(stageCode(id))

export function presentApplication(
  services: Pick<Services, 'agency'>,
  application: TrackedApplication,
  now: Date,
): ApplicationView {
  const f = format('id', { name: services.agency.zone, label: services.agency.zoneLabel })
  const at = placed(axesOf(application.facts), application.stage)
  const trace = traceOf(application, f)
  return {
    id: application.id,
    title: application.formationTitle,
    unit: application.unit,
    formationId: application.formationId,
    status: statusOf(services, application, at, f, now),
    stageNumber: Math.max(1, trace.findLastIndex((item) => item.state !== 'next') + 1),
    stageCount: trace.length,
    trace,
    gaps: application.gaps.map((gap) => ({
      href: `/lamaran/${application.id}/${gap.step}#${gap.anchor}`,
      text: gap.text,
    })),
    due: dueOf(application, at, f, now),
    receipts: application.acts.map((act) => receiptOf(act, f)),
    actions: actionsOf(application, at, now),
  }
}

function stages(application: TrackedApplication): readonly ScheduleStage[] {
  return application.schedule?.stages ?? []
}

const tones: Partial<Record<Placed['standing'], StatusView['tone']>> = {
  draftIncomplete: 'act',
  draftComplete: 'act',
  correctionDue: 'act',
  filingDue: 'act',
  withdrawnUndoable: 'act',
  eligible: 'ok',
  objectionGranted: 'ok',
  shortlisted: 'ok',
  passed: 'ok',
  passedByOverflow: 'ok',
  numbered: 'ok',
  finalObjectionGranted: 'ok',
  ineligible: 'no',
  objectionRefused: 'no',
  finalObjectionRefused: 'no',
  gradeNotMet: 'no',
  passedNotShortlisted: 'no',
  notPassed: 'no',
  seatLost: 'no',
  lapsed: 'no',
  cancelled: 'no',
  revoked: 'no',
  filingLapsed: 'no',
  absentSkd: 'no',
  absentSkb: 'no',
  disqualifiedSkd: 'no',
  disqualifiedSkb: 'no',
  failedEliminatingTest: 'no',
  objectionFiled: 'obj',
  finalObjectionFiled: 'obj',
  disqualifiedFiled: 'obj',
  revokedFiled: 'obj',
}

function statusOf(
  services: Pick<Services, 'agency'>,
  application: TrackedApplication,
  at: Placed,
  f: Format,
  now: Date,
): StatusView {
  const values = blanksOf(services, application, f, now)
  const params = Object.fromEntries(
    standingBlanks(at.text).map((name) => [name, values[name] ?? w.dashboard.notSet]),
  )
  let text = standingText('id', at.text, params)
  const sent = application.acts.find(
    (act) => act.kind === 'submission' || act.kind === 'withdrawal' || act.kind === 'objection',
  )
  if (sent !== undefined && sent.index === undefined) {
    text = {
      ...text,
      sentence:
        at.text === 'S1'
          ? notYetCovered('id', f.dateTime(sent.at))
          : `${notYetCovered('id', f.dateTime(sent.at))} ${text.sentence}`,
    }
  }
  const limit = readerLimit(application, at)
  if (limit !== undefined && now >= limit)
    text = { ...text, next: deadlinePassed('id', f.deadline(limit)), by: '' }
  else if (isLate(application, at, now)) text = { ...text, by: committeeLate('id') }
  return { ...text, placed: at, tone: tones[at.standing] ?? 'info' }
}

/** Until when the reader may act, where the status names such an act. */
function readerLimit(application: TrackedApplication, at: Placed): Date | undefined {
  const closes = (id: string) => windowOf(stages(application), id)?.closesAt
  switch (at.text) {
    case 'D1':
    case 'D2':
    case 'W1':
      return closes('application')
    case 'I2':
      return closes('adminObjection')
    case 'B2':
    case 'Q2':
    case 'M2':
    case 'T2':
      return closes('finalObjection')
    default:
      return undefined
  }
}

/** An announced day of the committee has passed without its act. */
function isLate(application: TrackedApplication, at: Placed, now: Date): boolean {
  const awaited: Partial<Record<Placed['text'], string>> = {
    S2: 'adminResult',
    E1: 'adminResult',
    E2: 'adminResultAfterObjection',
    O3: 'adminResultAfterObjection',
    V1: 'skdResult',
    V2: 'finalResult',
  }
  const id = awaited[at.text]
  const closes = id === undefined ? undefined : windowOf(stages(application), id)?.closesAt
  return closes !== undefined && now >= closes
}

function blanksOf(
  services: Pick<Services, 'agency'>,
  application: TrackedApplication,
  f: Format,
  now: Date,
): Partial<Record<StandingBlank, string>> {
  const window = (id: string) => windowOf(stages(application), id)
  const closes = (id: string) =>
    optional(window(id)?.closesAt, (moment) =>
      moment > now ? f.deadlineLeft(moment, now) : f.deadline(moment),
    )
  const opens = (id: string) => optional(window(id)?.opensAt, f.dateTime)
  const day = (id: string) => optional(window(id)?.opensAt, f.date)
  const act = (kind: TrackedAct['kind']) => application.acts.find((one) => one.kind === kind)
  const submission = act('submission')
  const withdrawal = act('withdrawal')
  const objection = act('objection')
  const row = (...names: string[]) =>
    names.map((name) => application.resultRow[name]).find((value) => value !== undefined && value !== null)
  const points = (test: string, name: string) => optional(application.points[test]?.[name], shown)
  const own = objection?.at ?? withdrawal?.at ?? submission?.at
  return {
    seleksi: application.selectionTitle,
    lowongan: application.formationTitle,
    buka: opens('application'),
    tutup: closes('application'),
    n: String(
      application.facts.state === 'draft' ? application.gaps.length : Math.max(1, application.reasons.length),
    ),
    hapus: optional(window('application')?.closesAt, (moment) =>
      f.date(new Date(moment.getTime() + 30 * 86_400_000)),
    ),
    tiba: optional(own, f.dateTime),
    entri: optional(submission?.index, f.number),
    waktu: optional(withdrawal?.at, f.dateTime),
    persen: f.percent(application.screened.decided, application.screened.all),
    tanggalHasil: day('adminResult'),
    tanggalPascaSanggah: day(
      application.facts.results.has('finalResult')
        ? 'finalResultAfterObjection'
        : 'adminResultAfterObjection',
    ),
    tanggalPanggilan: day(application.facts.results.has('skdResult') ? 'skbCat' : 'skd'),
    bukaSanggah: opens(application.facts.results.has('finalResult') ? 'finalObjection' : 'adminObjection'),
    tutupSanggah: closes(application.facts.results.has('finalResult') ? 'finalObjection' : 'adminObjection'),
    batasJawab: closes(application.facts.results.has('finalResult') ? 'finalAnswer' : 'adminAnswer'),
    tanggalHasilSkd: day('skdResult'),
    tanggalHasilAkhir: day('finalResult'),
    atasan: services.agency.superior.id,
    instansi: services.agency.name.id,
    twk: points('skd', 'twk'),
    tiu: points('skd', 'tiu'),
    tkp: points('skd', 'tkp'),
    total: optional(points('skd', 'total') ?? row('skd_total', 'skdTotal'), shown),
    skb: points('skb', 'total'),
    tes: application.facts.results.has('skdResult') ? 'SKB' : 'SKD',
    r: optional(row('final_rank', 'finalRank', 'skd_rank', 'skdRank'), shown),
    q: String(application.seats),
    tutupUsulNip: closes('numberProposal'),
    batasBerkas: closes('filing'),
    tutupPemberkasan: closes('filing'),
  }
}

/** Figures of a result as they were published: whole numbers or text, nothing else. */
function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : w.dashboard.notSet
}

function optional<T>(value: T | undefined, write: (value: T) => string): string | undefined {
  return value === undefined ? undefined : write(value)
}

function traceOf(application: TrackedApplication, f: Format): TraceView[] {
  const { stage, facts, acts } = application
  const over = facts.state === 'withdrawn' || facts.state === 'lapsed' || facts.state === 'cancelled'
  const submission = acts.find((act) => act.kind === 'submission')
  const sent: TraceView = {
    title: submission === undefined ? w.trace.draft : w.trace.sent,
    meta:
      submission === undefined
        ? optional(windowOf(stages(application), 'application')?.closesAt, (moment) =>
            w.trace.until(f.deadline(moment)),
          )
        : `${f.dateTime(submission.at)}. ${w.trace.documents(f.number(application.documents))}`,
    state: submission === undefined && !over ? 'now' : 'done',
    events: [
      ...acts
        .filter((act) => act.kind === 'submission' || act.kind === 'withdrawal')
        .map((act) => eventOf(act, f)),
      { at: application.createdAt, text: w.events.draft },
    ],
  }
  const here = order(stage)
  const steps = path.map((step): TraceView => {
    const window = windowOf(stages(application), step.window)
    const state =
      over || submission === undefined || here < order(step.from)
        ? 'next'
        : here > order(step.to)
          ? 'done'
          : 'now'
    return {
      title: w.trace[step.key] as string,
      meta:
        window === undefined
          ? undefined
          : `${f.window(window.opensAt, window.closesAt)}${step.key === 'screening' ? `. ${w.trace.blind}` : ''}`,
      state,
      events: acts
        .filter((act) => stepOf(act, facts.results.has('finalResult')) === step.key)
        .map((act) => eventOf(act, f)),
    }
  })
  // While applications are taken, a sent one already waits for the screeners.
  if (
    submission !== undefined &&
    !over &&
    steps.every((step) => step.state === 'next') &&
    steps[0] !== undefined
  )
    steps[0] = { ...steps[0], state: 'now' }
  return [sent, ...steps]
}

function stepOf(act: TrackedAct, final: boolean): keyof typeof w.trace | undefined {
  switch (act.kind) {
    case 'decision':
      return 'adminResult'
    case 'objection':
    case 'answer':
      return final ? 'finalResult' : 'adminObjection'
    case 'score':
      return act.test === 'skb' ? 'skb' : 'skd'
    case 'submission':
    case 'withdrawal':
      return undefined
  }
}

function eventOf(act: TrackedAct, f: Format): { at: Date; text: string } {
  const what = act.kind === 'score' ? w.events.score((act.test ?? '').toUpperCase()) : w.events[act.kind]
  return {
    at: act.at,
    text: act.index === undefined ? what : `${what}, ${w.events.entry(f.number(act.index))}`,
  }
}

function receiptOf(act: TrackedAct, f: Format): ReceiptView {
  const title = act.kind === 'score' ? w.receipts.score((act.test ?? '').toUpperCase()) : w.receipts[act.kind]
  return {
    title,
    index: act.index,
    text: act.index === undefined ? w.dashboard.pending : f.number(act.index),
    at: act.at,
  }
}

/** Days that still lie ahead and concern this person, soonest first. */
function dueOf(application: TrackedApplication, at: Placed, f: Format, now: Date): DueView[] {
  const { facts } = application
  const over = facts.state === 'withdrawn' || facts.state === 'lapsed' || facts.state === 'cancelled'
  const rows: DueView[] = []
  const add = (id: string, which: 'opensAt' | 'closesAt', title: string, act: boolean) => {
    const moment = windowOf(stages(application), id)?.[which]
    if (moment === undefined || moment <= now) return
    const shown = which === 'closesAt' ? new Date(moment.getTime() - 1) : moment
    rows.push({
      at: shown,
      title,
      text: which === 'closesAt' ? f.deadlineLeft(moment, now) : f.date(moment),
      act,
    })
  }
  if (facts.state === 'draft') add('application', 'closesAt', w.dashboard.actions.send, true)
  if (at.text === 'W1') add('application', 'closesAt', w.dashboard.actions.undo, true)
  if (at.text === 'I1' || at.text === 'I2')
    add('adminObjection', 'closesAt', w.dashboard.actions.object, true)
  if (at.text === 'B1' || at.text === 'B2')
    add('finalObjection', 'closesAt', w.dashboard.actions.object, true)
  if (facts.state === 'submitted' && !over) {
    if (!facts.results.has('adminResult')) add('adminResult', 'opensAt', w.trace.adminResult, false)
    if (facts.decision !== 'ineligible' && !facts.results.has('skdResult'))
      add('skd', 'opensAt', w.trace.skd, false)
    if (
      !facts.results.has('finalResult') &&
      (facts.skdCode === undefined ? facts.decision !== 'ineligible' : facts.skdCode === 'pl')
    )
      add('finalResult', 'opensAt', w.trace.finalResult, false)
  }
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(0, 4)
}

function actionsOf(application: TrackedApplication, at: Placed, now: Date): ApplicationView['actions'] {
  const a = w.dashboard.actions
  const base = `/lamaran/${application.id}`
  const open = (id: string) => {
    const window = windowOf(stages(application), id)
    return window !== undefined && window.opensAt <= now && now < window.closesAt
  }
  const receipt = { href: `${base}/tanda-terima`, label: a.receipt, main: false }
  switch (at.text) {
    case 'D1':
      return [{ href: `${base}/diri`, label: a.continue, main: true }]
    case 'D2':
      return [{ href: `${base}/kirim`, label: a.send, main: true }]
    case 'S1':
      return [
        receipt,
        ...(open('application') ? [{ href: `${base}/tarik`, label: a.withdraw, main: false }] : []),
      ]
    case 'W1':
      return [{ href: `${base}/tanda-terima`, label: a.undo, main: true }]
    case 'L1':
    case 'W2':
    case 'K1':
    case 'K2':
    case 'K3':
      return []
    default: {
      const { results } = application.facts
      const newest =
        results.has('finalResult') && application.facts.finalCodes.newest !== undefined
          ? 'finalResult'
          : results.has('skdResult') && application.facts.skdCode !== undefined
            ? 'skdResult'
            : results.has('adminResult') && application.facts.decision !== undefined
              ? 'adminResult'
              : undefined
      const explain =
        newest === undefined
          ? []
          : [{ href: `${base}/keputusan/${newest}`, label: a.explanation, main: true }]
      const object =
        (at.text === 'I2' && open('adminObjection')) ||
        (['B2', 'M2', 'T2', 'Q2'].includes(at.text) && open('finalObjection'))
      return [
        ...explain,
        ...(object ? [{ href: `${base}/sanggah`, label: a.object, main: false }] : []),
        receipt,
      ]
    }
  }
}

/** r•••a@contoh.id: enough to know one's own address by, on a screen that others may see. */
export function shortAddress(email: string): string {
  const [name = '', domain] = email.split('@')
  if (domain === undefined) return ''
  return `${name.slice(0, 1)}•••${name.length > 2 ? name.slice(-1) : ''}@${domain}`
}
