/**
 * Where one application stands: the axes that are stored, and the one value that pages, notices and
 * tests use (states.md 2.1 and 2.2). Pure; the first row of the table that fits.
 */

export const AXES = {
  state: ['none', 'draft', 'submitted', 'withdrawn', 'lapsed', 'cancelled'],
  gaps: ['some', 'none'],
  undo: ['no', 'yes'],
  screening: ['none', 'undecided', 'correctionDue', 'eligible', 'ineligible'],
  objection: ['none', 'filed', 'granted', 'refused'],
  on: ['none', 'adminResult', 'skd', 'skb', 'finalResult', 'correction'],
  skd: [
    'none',
    'due',
    'called',
    'scored',
    'reused',
    'absent',
    'disqualified',
    'gradeNotMet',
    'passedNotShortlisted',
    'passedAndShortlisted',
  ],
  skb: ['none', 'due', 'called', 'scored', 'absent', 'disqualified', 'failedEliminatingTest'],
  final: ['none', 'passed', 'passedByOverflow', 'unresolvedTieSet', 'notPassed', 'seatLost'],
  filing: ['none', 'due', 'sent', 'lapsed', 'numbered'],
  corrected: ['no', 'yes'],
  reply: ['none', 'open', 'closed'],
} as const

export type Axis = keyof typeof AXES
export type Axes = { [A in Axis]: (typeof AXES)[A][number] }

/** No application yet: the first value of every axis. */
export const NO_APPLICATION: Axes = {
  state: 'none',
  gaps: 'some',
  undo: 'no',
  screening: 'none',
  objection: 'none',
  on: 'none',
  skd: 'none',
  skb: 'none',
  final: 'none',
  filing: 'none',
  corrected: 'no',
  reply: 'none',
}

export const STANDINGS = [
  'noApplication',
  'draftIncomplete',
  'draftComplete',
  'lapsed',
  'submitted',
  'correctionDue',
  'eligible',
  'ineligible',
  'objectionFiled',
  'objectionGranted',
  'objectionRefused',
  'called',
  'scored',
  'reused',
  'absentSkd',
  'disqualifiedSkd',
  'disqualifiedFiled',
  'gradeNotMet',
  'passedNotShortlisted',
  'shortlisted',
  'absentSkb',
  'disqualifiedSkb',
  'failedEliminatingTest',
  'passed',
  'passedByOverflow',
  'unresolvedTieSet',
  'notPassed',
  'finalObjectionFiled',
  'finalObjectionGranted',
  'finalObjectionRefused',
  'seatLost',
  'filingDue',
  'filingSent',
  'filingLapsed',
  'numbered',
  'withdrawnUndoable',
  'withdrawn',
  'revoked',
  'revokedFiled',
  'cancelled',
] as const

export type Standing = (typeof STANDINGS)[number]

const RULES: readonly { if: Partial<Axes>; is: Standing }[] = [
  { if: { state: 'cancelled' }, is: 'cancelled' },
  { if: { state: 'none' }, is: 'noApplication' },
  { if: { state: 'draft', gaps: 'some' }, is: 'draftIncomplete' },
  { if: { state: 'draft' }, is: 'draftComplete' },
  { if: { state: 'lapsed' }, is: 'lapsed' },
  { if: { state: 'withdrawn', undo: 'yes' }, is: 'withdrawnUndoable' },
  { if: { state: 'withdrawn' }, is: 'withdrawn' },
  { if: { corrected: 'yes', on: 'correction', objection: 'filed' }, is: 'revokedFiled' },
  { if: { corrected: 'yes' }, is: 'revoked' },
  { if: { final: 'seatLost' }, is: 'seatLost' },
  { if: { filing: 'due' }, is: 'filingDue' },
  { if: { filing: 'sent' }, is: 'filingSent' },
  { if: { filing: 'lapsed' }, is: 'filingLapsed' },
  { if: { filing: 'numbered' }, is: 'numbered' },
  { if: { on: 'finalResult', objection: 'filed' }, is: 'finalObjectionFiled' },
  { if: { on: 'finalResult', objection: 'granted' }, is: 'finalObjectionGranted' },
  { if: { on: 'finalResult', objection: 'refused' }, is: 'finalObjectionRefused' },
  { if: { final: 'passed' }, is: 'passed' },
  { if: { final: 'passedByOverflow' }, is: 'passedByOverflow' },
  { if: { final: 'unresolvedTieSet' }, is: 'unresolvedTieSet' },
  { if: { final: 'notPassed' }, is: 'notPassed' },
  { if: { skb: 'disqualified', on: 'skb', objection: 'filed' }, is: 'disqualifiedFiled' },
  { if: { skb: 'disqualified' }, is: 'disqualifiedSkb' },
  { if: { skb: 'absent' }, is: 'absentSkb' },
  { if: { skb: 'failedEliminatingTest' }, is: 'failedEliminatingTest' },
  { if: { skb: 'scored' }, is: 'scored' },
  { if: { skb: 'called' }, is: 'called' },
  { if: { skb: 'due' }, is: 'shortlisted' },
  { if: { skd: 'disqualified', on: 'skd', objection: 'filed' }, is: 'disqualifiedFiled' },
  { if: { skd: 'disqualified' }, is: 'disqualifiedSkd' },
  { if: { skd: 'absent' }, is: 'absentSkd' },
  { if: { skd: 'gradeNotMet' }, is: 'gradeNotMet' },
  { if: { skd: 'passedNotShortlisted' }, is: 'passedNotShortlisted' },
  { if: { skd: 'reused' }, is: 'reused' },
  { if: { skd: 'scored' }, is: 'scored' },
  { if: { skd: 'called' }, is: 'called' },
  { if: { on: 'adminResult', objection: 'filed' }, is: 'objectionFiled' },
  { if: { on: 'adminResult', objection: 'granted' }, is: 'objectionGranted' },
  { if: { on: 'adminResult', objection: 'refused' }, is: 'objectionRefused' },
  { if: { screening: 'eligible' }, is: 'eligible' },
  { if: { screening: 'ineligible' }, is: 'ineligible' },
  { if: { screening: 'correctionDue' }, is: 'correctionDue' },
  { if: { screening: 'undecided' }, is: 'submitted' },
]

export function standing(axes: Axes): Standing {
  const rule = RULES.find(({ if: condition }) => agrees(axes, condition))
  if (rule === undefined) {
    throw new Error(`axes without a standing: ${JSON.stringify(axes)}`)
  }
  return rule.is
}

function agrees(axes: Axes, condition: Partial<Axes>): boolean {
  return Object.entries(condition).every(([axis, value]) => axes[axis as Axis] === value)
}

/** No move is needed from these, only reading, clarification and rights over data remain. */
export const FINAL_STANDINGS: ReadonlySet<Standing> = new Set<Standing>([
  'lapsed',
  'withdrawn',
  'cancelled',
  'seatLost',
  'gradeNotMet',
  'passedNotShortlisted',
  'absentSkd',
  'absentSkb',
  'disqualifiedSkd',
  'disqualifiedSkb',
  'failedEliminatingTest',
  'objectionRefused',
  'finalObjectionRefused',
  'notPassed',
  'ineligible',
  'revoked',
  'filingLapsed',
  'numbered',
  'noApplication',
])
