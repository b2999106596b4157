// A refusal as data: code, HTTP status, text in both languages with its blanks filled. The user can act on it;
// what breaks an invariant is not a refusal but stops loudly elsewhere.
import { fill, type Blanks } from './fill.ts'
import { refusalEn } from './refusal.en.ts'
import { refusalId } from './refusal.id.ts'
import type { Lang } from './words.ts'

export type RefusalCode = keyof typeof refusalId
export type RefusalParams<C extends RefusalCode = RefusalCode> = Record<Blanks<(typeof refusalId)[C]>, string>

/** HTTP status of each refusal. */
export const REFUSAL_STATUS = {
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
} as const satisfies Record<RefusalCode, number>

/** `refusalText(lang, 'windowClosed', { tutup, tiba })`; throws where a blank stays empty. */
export function refusalText<C extends RefusalCode>(lang: Lang, code: C, params: RefusalParams<C>): string {
  const texts: Readonly<Record<RefusalCode, string>> = lang === 'en' ? refusalEn : refusalId
  return fill(texts[code], params)
}
