/**
 * The one literal table of what can happen to an application (states.md 2.3) and to all of them when
 * the round moves on (1.1). Rows read as on that page; any pair of standing and event that is not
 * here is illegal. Server, pages and tests take it from here.
 */
import type { StageCode } from './process.ts'
import { standing } from './standing.ts'
import type { Axes, Standing } from './standing.ts'

// id, event, who, officers, stages, from, sets (alternatives after |), entries, notices, time column
// prettier-ignore
const TRANSITION_ROWS = [
  ['a1', 'start', 'A', '1', 'ap', 'noApplication', 'state=draft gaps=some', '', '', 'created_at'],
  ['a2', 'becomeComplete', 'S', '1', 'ap', 'draftIncomplete', 'gaps=none', '', 'LAM_DRAF_SIAP', 'checked_at'],
  ['a3', 'becomeIncomplete', 'S', '1', 'ap', 'draftComplete', 'gaps=some', '', 'LAM_DRAF_KURANG', 'checked_at'],
  ['a4', 'discard', 'A', '1', 'ap', 'draftIncomplete draftComplete', 'state=none', '', '', ''],
  ['a5', 'submit', 'A', '1', 'ap', 'draftComplete', 'state=submitted screening=undecided', 'lamaran.terima', 'LAM_TERKIRIM', 'submitted_at'],
  ['a6', 'amend', 'A', '1', 'ap', 'submitted', 'state=submitted', 'lamaran.ubah', 'LAM_TERKIRIM', 'amended_at'],
  ['a7', 'withdraw', 'A', '1', 'ap', 'submitted correctionDue', 'state=withdrawn undo=yes screening=none', 'lamaran.tarik', 'LAM_TARIK', 'withdrawn_at'],
  ['a8', 'withdraw', 'A', '1', 'ap ar rs ao aa sk sb fr fo fa fi np', 'eligible objectionFiled objectionGranted called scored reused shortlisted passed passedByOverflow unresolvedTieSet finalObjectionFiled finalObjectionGranted filingDue filingSent numbered', 'state=withdrawn', 'lamaran.tarik', 'LAM_TARIK', 'withdrawn_at'],
  ['a9', 'withdraw', 'A', '1', 'ar', 'submitted correctionDue', 'state=withdrawn screening=none', 'lamaran.tarik', 'LAM_TARIK', 'withdrawn_at'],
  ['a10', 'undoWithdrawal', 'A', '1', 'ap', 'withdrawnUndoable', 'state=submitted undo=no screening=undecided', 'lamaran.terima', 'LAM_TERKIRIM', 'submitted_at'],
  ['a11', 'startAgain', 'A', '1', 'ap', 'withdrawnUndoable', 'state=draft gaps=some undo=no', '', '', 'created_at'],
  ['b1', 'askCorrection', 'V', '1', 'ap ar', 'submitted', 'screening=correctionDue', 'berkas.minta', 'VER_PERBAIKAN', 'asked_at'],
  ['b2', 'correct', 'A', '1', 'ap ar', 'correctionDue', 'screening=undecided', 'lamaran.ubah', 'LAM_TERKIRIM', 'amended_at'],
  ['b3', 'correctionExpired', 'S', '1', 'ap ar', 'correctionDue', 'screening=undecided', '', '', 'expired_at'],
  ['b4', 'decide', 'V', '2 for ineligible', 'ap ar', 'submitted', 'screening=eligible | screening=ineligible', 'berkas.putus', 'VER_SELESAI', 'decided_at'],
  ['b5', 'correctBeforeResult', 'C', '2', 'ap ar', 'eligible ineligible', 'screening=eligible | screening=ineligible', 'putusan.ralat', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['b6', 'correctInFavour', 'C', '2', 'rs ao aa', 'ineligible objectionRefused', 'screening=eligible objection=none on=none', 'putusan.ralat', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['b7', 'correctInFavour', 'C', '2', 'sk', 'ineligible objectionRefused', 'screening=eligible objection=none on=none skd=due', 'putusan.ralat', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['c1', 'correctAgainst', 'C', '2', 'rs ao aa sk sb fr fo fa fi np', 'eligible called scored reused shortlisted passed passedByOverflow unresolvedTieSet filingDue filingSent numbered', 'corrected=yes reply=open objection=none on=none', 'putusan.ralat', 'LULUS_BATAL KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['c2', 'reply', 'A', '1', 'rs ao aa sk sb fr fo fa fi np', 'revoked(open)', 'objection=filed on=correction', 'sanggah.terima', 'SANGGAH_TERIMA', 'filed_at'],
  ['c3', 'replyGranted', 'P', '2', 'rs ao aa sk sb fr fo fa fi np', 'revokedFiled', 'corrected=no reply=none objection=none on=none', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['c4', 'replyRefused', 'P', '2', 'rs ao aa sk sb fr fo fa fi np', 'revokedFiled', 'reply=closed objection=refused', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['c5', 'replyExpired', 'S', '1', 'rs ao aa sk sb fr fo fa fi np', 'revoked(open)', 'reply=closed', '', '', 'expired_at'],
  ['d1', 'object', 'A', '1', 'ao', 'ineligible', 'objection=filed on=adminResult', 'sanggah.terima', 'SANGGAH_TERIMA', 'filed_at'],
  ['d2', 'objectionGranted', 'P', '2', 'ao aa', 'objectionFiled', 'objection=granted', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['d3', 'objectionRefused', 'P', '2', 'ao aa', 'objectionFiled', 'objection=refused', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['e1', 'call', 'C', '1', 'sk', 'eligible', 'skd=called', 'pengumuman.terbit', 'UJIAN_PANGGIL UJIAN_HARI', 'called_at'],
  ['e2', 'chooseOldScore', 'A', '1', 'rs ao aa sk', 'eligible objectionGranted', '', 'nilai.pilih', '', 'chosen_at'],
  ['e9', 'applyOldScore', 'S', '1', 'sk', 'eligible', 'skd=reused', 'nilai.catat', 'SKOR_TERCATAT', 'recorded_at'],
  ['e3', 'recordSkd', 'C', '2', 'sk', 'called', 'skd=scored | skd=absent', 'nilai.impor nilai.catat', 'SKOR_TERCATAT', 'recorded_at'],
  ['e4', 'disqualify', 'C', '2', 'sk', 'called scored', 'skd=disqualified reply=open objection=none on=none', 'nilai.catat nilai.ralat', 'HASIL_TAHAP', 'recorded_at'],
  ['e5', 'correctSkd', 'C', '2', 'sk', 'absentSkd scored disqualifiedSkd', 'skd=called reply=none objection=none on=none | skd=scored reply=none objection=none on=none', 'nilai.ralat', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['e6', 'disqualifiedReply', 'A', '1', 'sk', 'disqualifiedSkd(open)', 'objection=filed on=skd', 'sanggah.terima', 'SANGGAH_TERIMA', 'filed_at'],
  ['e7', 'disqualifiedAnswer', 'P', '2', 'sk', 'disqualifiedFiled', 'objection=refused reply=closed | skd=called objection=none on=none reply=none | skd=scored objection=none on=none reply=none', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['e8', 'replyExpired', 'S', '1', 'sk sb', 'disqualifiedSkd(open) disqualifiedSkb(open)', 'reply=closed', '', '', 'expired_at'],
  ['f6', 'disqualifiedReply', 'A', '1', 'sb', 'disqualifiedSkb(open)', 'objection=filed on=skb', 'sanggah.terima', 'SANGGAH_TERIMA', 'filed_at'],
  ['f7', 'disqualifiedAnswer', 'P', '2', 'sb', 'disqualifiedFiled', 'objection=refused reply=closed | skb=called objection=none on=none reply=none | skb=scored objection=none on=none reply=none', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['f1', 'correctAfterSkd', 'C', '2', 'sb', 'gradeNotMet passedNotShortlisted', 'skd=passedAndShortlisted skb=due', 'nilai.ralat peringkat.terbit hasil.umum', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['f2', 'call', 'C', '1', 'sb', 'shortlisted', 'skb=called', 'pengumuman.terbit', 'UJIAN_PANGGIL UJIAN_HARI', 'called_at'],
  ['f3', 'recordSkb', 'C', '2', 'sb', 'called', 'skb=scored | skb=absent | skb=failedEliminatingTest', 'nilai.impor nilai.catat', 'SKOR_TERCATAT', 'recorded_at'],
  ['f4', 'disqualify', 'C', '2', 'sb', 'called scored', 'skb=disqualified reply=open objection=none on=none', 'nilai.catat nilai.ralat', 'HASIL_TAHAP', 'recorded_at'],
  ['f5', 'correctSkb', 'C', '2', 'sb', 'absentSkb scored failedEliminatingTest disqualifiedSkb', 'skb=called reply=none objection=none on=none | skb=scored reply=none objection=none on=none', 'nilai.ralat', 'KEPUTUSAN_KOREKSI', 'corrected_at'],
  ['g1', 'decideTie', 'C', '2', 'fr fo fa', 'unresolvedTieSet', 'final=passed | final=notPassed', 'kursi.ganti peringkat.terbit hasil.umum', 'HASIL_TAHAP', 'decided_at'],
  ['g2', 'objectFinal', 'A', '1', 'fo', 'notPassed unresolvedTieSet absentSkb failedEliminatingTest', 'objection=filed on=finalResult', 'sanggah.terima', 'SANGGAH_TERIMA', 'filed_at'],
  ['g3', 'finalGranted', 'P', '2', 'fo fa', 'finalObjectionFiled', 'objection=granted', 'sanggah.putus nilai.ralat', 'SANGGAH_PUTUS', 'answered_at'],
  ['g4', 'finalRefused', 'P', '2', 'fo fa', 'finalObjectionFiled', 'objection=refused', 'sanggah.putus', 'SANGGAH_PUTUS', 'answered_at'],
  ['h1', 'sendFile', 'A', '1', 'fi np', 'filingDue', 'filing=sent', 'pemberkasan.terima', 'LAM_TERKIRIM', 'filed_at'],
  ['h2', 'returnFile', 'C', '1', 'fi np', 'filingSent', 'filing=due', 'pemberkasan.putus', 'LULUS_BERKAS', 'returned_at'],
  ['h3', 'issueNumber', 'C', '1', 'np', 'filingSent', 'filing=numbered', 'pemberkasan.putus', 'LULUS_BERKAS', 'numbered_at'],
  ['h4', 'filingExpired', 'S', '1', 'np', 'filingDue', 'filing=lapsed', '', 'LULUS_BATAL', 'expired_at'],
  ['h5', 'replace', 'C', '2', 'fi np', 'notPassed finalObjectionRefused', 'final=passed filing=due objection=none on=none', 'kursi.ganti data.terbit peringkat.terbit hasil.umum', 'LULUS_BERKAS', 'replaced_at'],
  ['k1', 'closeFormation', 'C', '2', 'ap ar rs ao aa sk sb fr fo fa', 'draftIncomplete draftComplete submitted correctionDue withdrawnUndoable eligible ineligible objectionFiled objectionGranted objectionRefused called scored reused shortlisted passed passedByOverflow unresolvedTieSet notPassed finalObjectionFiled revoked revokedFiled', 'state=cancelled', 'formasi.tutup', 'LOW_UBAH', 'closed_at'],
  ['a12', 'startAgain', 'A', '1', 'ap', 'cancelled', 'state=draft gaps=some screening=none objection=none on=none corrected=no reply=none undo=no', '', '', 'created_at'],
] as const

// id, from stages, to stage, blocked by, what each standing becomes, notices, time column
// prettier-ignore
const MOVE_ROWS = [
  ['m1', 'pl', 'an', '', {}, 'LANG_LOWONGAN', 'announced_at'],
  ['m2', 'an', 'ap', '', {}, '', 'opened_at'],
  ['m3', 'ap', 'ar', '', { draftIncomplete: 'state=lapsed',  draftComplete: 'state=lapsed',  withdrawnUndoable: 'undo=no' }, '', 'closed_at'],
  ['m4', 'ar', 'rs', 'submitted correctionDue', {}, 'HASIL_TAHAP PENJELASAN_SIAP', 'effective_at'],
  ['m5', 'rs', 'ao', '', {}, 'SANGGAH_BUKA', 'opened_at'],
  ['m6', 'ao', 'aa', '', {}, '', 'closed_at'],
  ['m7', 'aa', 'sk', 'objectionFiled revokedFiled revoked(open)', { eligible: 'skd=due',  objectionGranted: 'screening=eligible objection=none on=none skd=due' }, 'HASIL_TAHAP', 'effective_at'],
  ['m8', 'sk', 'sb', 'eligible called disqualifiedFiled disqualifiedSkd(open) revokedFiled revoked(open)', { scored: 'skd=gradeNotMet | skd=passedNotShortlisted | skd=passedAndShortlisted skb=due',  reused: 'skd=gradeNotMet | skd=passedNotShortlisted | skd=passedAndShortlisted skb=due' }, 'HASIL_TAHAP PENJELASAN_SIAP', 'effective_at'],
  ['m9', 'sb', 'fr', 'shortlisted called disqualifiedFiled disqualifiedSkb(open) revokedFiled revoked(open)', { scored: 'final=passed | final=passedByOverflow | final=unresolvedTieSet | final=notPassed' }, 'HASIL_TAHAP PENJELASAN_SIAP', 'effective_at'],
  ['m10', 'fr', 'fo', '', {}, 'SANGGAH_BUKA', 'opened_at'],
  ['m11', 'fo', 'fa', '', {}, '', 'closed_at'],
  ['m12', 'fa', 'fi', 'finalObjectionFiled unresolvedTieSet revokedFiled revoked(open)', { passed: 'filing=due | final=seatLost',  passedByOverflow: 'filing=due | final=seatLost',  notPassed: 'final=notPassed | final=passed filing=due',  finalObjectionRefused: 'objection=refused | final=passed filing=due objection=none on=none',  finalObjectionGranted: 'final=passed filing=due objection=none on=none | final=notPassed objection=none on=none' }, 'HASIL_TAHAP LULUS_BERKAS LULUS_BATAL', 'effective_at'],
  ['m13', 'fi', 'np', '', { filingDue: 'filing=lapsed | filing=due' }, 'LULUS_BATAL', 'closed_at'],
  ['m14', 'np', 'en', 'filingDue filingSent revokedFiled revoked(open)', {}, 'LAPORAN_TERBIT', 'ended_at'],
  ['m16', 'ar', 'ap', '', { lapsed: 'state=draft gaps=some' }, 'JADWAL_UBAH', 'reopened_at'],
  ['m15', 'an ap ar rs ao aa sk sb fr fo fa fi np', 'ca', '', {}, 'LOW_UBAH', 'cancelled_at'],
] as const

export type TransitionId = (typeof TRANSITION_ROWS)[number][0]
export type ApplicationEvent = (typeof TRANSITION_ROWS)[number][1]
/** A applicant, V verifier, P panel, C committee officer, S system. */
export type Actor = (typeof TRANSITION_ROWS)[number][2]
export type MoveId = (typeof MOVE_ROWS)[number][0]
export type Change = Partial<Axes>
/** `revoked(open)`: revoked, and the personal time to reply has not passed. */
export type StandingMatch = Standing | `${Standing}(open)`

export interface Transition {
  id: TransitionId
  event: ApplicationEvent
  who: Actor
  /** Two different people; of `decide`, only for an ineligible. */
  twoOfficers: 'never' | 'always' | 'ineligible'
  stages: readonly StageCode[]
  from: readonly StandingMatch[]
  /** The alternatives: what the act may set. */
  sets: readonly Change[]
  entries: readonly string[]
  notices: readonly string[]
  time: string | null
}

export interface Move {
  id: MoveId
  from: readonly StageCode[]
  to: StageCode
  /** The move is refused while any application of the round stands like this. */
  blockedBy: readonly StandingMatch[]
  changes: Readonly<Partial<Record<Standing, readonly Change[]>>>
  notices: readonly string[]
  time: string
}

export const TRANSITIONS: readonly Transition[] = TRANSITION_ROWS.map(
  ([id, event, who, officers, stages, from, sets, entries, notices, time]) => ({
    id,
    event,
    who,
    twoOfficers: officers === '1' ? 'never' : officers === '2' ? 'always' : 'ineligible',
    stages: words(stages) as StageCode[],
    from: words(from) as StandingMatch[],
    sets: alternatives(sets),
    entries: words(entries),
    notices: words(notices),
    time: time === '' ? null : time,
  }),
)

export const MOVES: readonly Move[] = MOVE_ROWS.map(([id, from, to, blockedBy, changes, notices, time]) => ({
  id,
  from: words(from) as StageCode[],
  to,
  blockedBy: words(blockedBy) as StandingMatch[],
  changes: Object.fromEntries(Object.entries(changes).map(([name, sets]) => [name, alternatives(sets)])),
  notices: words(notices),
  time,
}))

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}

function alternatives(text: string): Change[] {
  return text
    .split(' | ')
    .map((change) => Object.fromEntries(words(change).map((word) => word.split('='))) as Change)
}

export function matches(axes: Axes, match: StandingMatch): boolean {
  const open = match.endsWith('(open)')
  return (
    standing(axes) === (open ? match.slice(0, -'(open)'.length) : match) && (!open || axes.reply === 'open')
  )
}

/** The rows that allow this event here; empty: illegal, to be refused. */
export function transitionsFor(
  axes: Axes,
  stage: StageCode,
  event?: ApplicationEvent,
): readonly Transition[] {
  return TRANSITIONS.filter(
    (row) =>
      (event === undefined || row.event === event) &&
      row.stages.includes(stage) &&
      row.from.some((match) => matches(axes, match)),
  )
}

export function transition(id: TransitionId): Transition {
  const row = TRANSITIONS.find((candidate) => candidate.id === id)
  if (row === undefined) throw new Error(`no transition ${id}`)
  return row
}

export function applyChange(axes: Axes, change: Change): Axes {
  return { ...axes, ...change }
}

/** Moves out of a stage, by act or by clock. */
export function movesFrom(stage: StageCode): readonly Move[] {
  return MOVES.filter((move) => move.from.includes(stage))
}

export function isBlocked(move: Move, axes: Axes): boolean {
  return move.blockedBy.some((match) => matches(axes, match))
}

/** What a move may make of one application; a single empty change: nothing. */
export function moveChanges(move: Move, axes: Axes): readonly Change[] {
  if (move.id === 'm15') return axes.state === 'none' ? [{}] : [{ state: 'cancelled' }]
  return move.changes[standing(axes)] ?? [{}]
}
