/**
 * Refusals (states.md 2.4): codes, their HTTP status, and the order in which an event tries them; the
 * first that fits is shown. A refusal changes nothing and keeps what the person typed. Its text
 * stands in the portal's words under `refusal.<code>`.
 */
import type { ApplicationEvent } from './transitions.ts'

export const REFUSALS = {
  windowNotOpen: 409,
  windowClosed: 409,
  incomplete: 422,
  alreadySubmitted: 409,
  sameToken: 200,
  otherApplication: 409,
  frozen: 409,
  withdrawalFinal: 409,
  nothingToWithdraw: 409,
  objectionNotOpen: 409,
  objectionClosed: 409,
  objectionTwice: 409,
  notAdverse: 403,
  newDocument: 422,
  samePerson: 403,
  conflict: 403,
  notAssigned: 403,
  changedMeanwhile: 409,
  alreadyDecided: 409,
  reasonMissing: 422,
  blocked: 409,
  unconfirmedNumber: 409,
  notNow: 409,
  logDegraded: 503,
} as const

export type RefusalCode = keyof typeof REFUSALS

/** Acts outside the life of one application, which have refusals of their own. */
export type OtherAct = 'upload' | 'remove' | 'opinion' | 'answer' | 'twoPersonAct'

const SEND = [
  'sameToken',
  'windowNotOpen',
  'windowClosed',
  'alreadySubmitted',
  'otherApplication',
  'withdrawalFinal',
  'incomplete',
] as const
const CHANGE = ['windowClosed', 'frozen'] as const
const OBJECT = [
  'sameToken',
  'notAdverse',
  'objectionNotOpen',
  'objectionTwice',
  'objectionClosed',
  'newDocument',
] as const
const JUDGE = [
  'notAssigned',
  'conflict',
  'samePerson',
  'alreadyDecided',
  'changedMeanwhile',
  'reasonMissing',
  'logDegraded',
] as const
const TWO = [
  'samePerson',
  'changedMeanwhile',
  'reasonMissing',
  'unconfirmedNumber',
  'blocked',
  'logDegraded',
] as const

const ORDER: Partial<Record<ApplicationEvent | OtherAct, readonly RefusalCode[]>> = {
  start: SEND,
  submit: SEND,
  undoWithdrawal: SEND,
  startAgain: SEND,
  amend: CHANGE,
  correct: CHANGE,
  upload: CHANGE,
  remove: CHANGE,
  withdraw: ['nothingToWithdraw'],
  object: OBJECT,
  objectFinal: OBJECT,
  reply: OBJECT,
  disqualifiedReply: OBJECT,
  opinion: JUDGE,
  decide: JUDGE,
  answer: JUDGE,
  objectionGranted: JUDGE,
  objectionRefused: JUDGE,
  finalGranted: JUDGE,
  finalRefused: JUDGE,
  replyGranted: JUDGE,
  replyRefused: JUDGE,
  disqualifiedAnswer: JUDGE,
  twoPersonAct: TWO,
  correctBeforeResult: TWO,
  correctInFavour: TWO,
  correctAgainst: TWO,
  disqualify: TWO,
  correctSkd: TWO,
  correctSkb: TWO,
  correctAfterSkd: TWO,
  recordSkd: TWO,
  recordSkb: TWO,
  decideTie: TWO,
  replace: TWO,
  closeFormation: TWO,
  sendFile: ['sameToken', 'windowClosed', 'incomplete'],
}

/** The codes of an event in their order; `notNow` is what remains when the table knows no row. */
export function refusalOrder(event: ApplicationEvent | OtherAct): readonly RefusalCode[] {
  return ORDER[event] ?? ['notNow']
}

export function refusalStatus(code: RefusalCode): number {
  return REFUSALS[code]
}

/** The first code of the event's order for which `applies` is true; null: nothing stands against it. */
export function firstRefusal(
  event: ApplicationEvent | OtherAct,
  applies: Partial<Record<RefusalCode, boolean>>,
): RefusalCode | null {
  return refusalOrder(event).find((code) => applies[code] === true) ?? null
}
