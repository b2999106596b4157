/**
 * The process: the stages of a round, in order. A round is in exactly one of them, computed from
 * effective acts and the clock (stage.ts), never typed by an officer. The two letters are those of
 * the tables; the identifiers are those of the rule set where one exists.
 */

export const STAGES = [
  { code: 'pl', id: 'planning' },
  { code: 'an', id: 'announcement' },
  { code: 'ap', id: 'application' },
  { code: 'ar', id: 'adminReview' },
  { code: 'rs', id: 'adminResult' },
  { code: 'ao', id: 'adminObjection' },
  { code: 'aa', id: 'adminAnswer' },
  { code: 'sk', id: 'skd' },
  { code: 'sb', id: 'skb' },
  { code: 'fr', id: 'finalResult' },
  { code: 'fo', id: 'finalObjection' },
  { code: 'fa', id: 'finalAnswer' },
  { code: 'fi', id: 'filing' },
  { code: 'np', id: 'numberProposal' },
  { code: 'en', id: 'ended' },
  { code: 'ca', id: 'cancelled' },
] as const

export type StageCode = (typeof STAGES)[number]['code']
export type StageId = (typeof STAGES)[number]['id']

export const STAGE_CODES: readonly StageCode[] = STAGES.map((stage) => stage.code)

export function stageId(code: StageCode): StageId {
  const stage = STAGES.find((candidate) => candidate.code === code)
  if (stage === undefined) throw new Error(`no stage ${code}`)
  return stage.id
}

export function stageCode(id: StageId): StageCode {
  const stage = STAGES.find((candidate) => candidate.id === id)
  if (stage === undefined) throw new Error(`no stage ${id}`)
  return stage.code
}

/** Place in the order; a cancelled round stands after all others. */
export function stageOrder(code: StageCode): number {
  return STAGE_CODES.indexOf(code)
}
