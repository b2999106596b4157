// What holds for public questions (participation.md 2): subjects, reasons of moderation, limits a person, days that
// the committee promises, and which answers need a second officer. Sentences only; no database.

export const topics = ['syarat', 'berkas', 'jadwal', 'tes', 'sanggah', 'disabilitas', 'umum'] as const
export type Topic = (typeof topics)[number]

export function topicOf(text: string): Topic | undefined {
  return topics.find((one) => one === text)
}

/** Working days: what the committee aims at, the most it takes, and what moderation may take. */
export const promisedDays = { target: 2, longest: 5, moderation: 1, holding: 5 } as const
/** A guest confirms within this time, or the question is deleted. */
export const confirmHours = 48

/** How long after the end of the round it is still known who asked (participation.md 2.9). */
export const askerDays = 90

export const moderationCodes = [
  'DATA_PRIBADI',
  'KASUS_PRIBADI',
  'DI_LUAR_TOPIK',
  'SUDAH_DIJAWAB',
  'TUDUHAN_PERORANGAN',
  'TIDAK_SOPAN',
  'PROMOSI',
  'MATERI_UJIAN',
  'TIDAK_TERBACA',
  'PERINTAH_HUKUM',
] as const
export type ModerationCode = (typeof moderationCodes)[number]

export function moderationCodeOf(text: string): ModerationCode | undefined {
  return moderationCodes.find((one) => one === text)
}

export const answerKinds = [
  'penjelasan',
  'butuh_perubahan',
  'belum_dapat_dijawab',
  'di_luar_kewenangan',
] as const
export type AnswerKind = (typeof answerKinds)[number]

export function answerKindOf(text: string): AnswerKind | undefined {
  return answerKinds.find((one) => one === text)
}

export const lengths = { title: 150, body: 1_500, answer: 2_000, quote: 300, shortest: 15 } as const

/** Subjects that decide who may apply, when, with what, and how it is scored. */
const decisive: readonly Topic[] = ['syarat', 'berkas', 'jadwal', 'tes', 'sanggah']

/**
 * Whether an answer needs a second officer: it concerns eligibility, dates, documents or scores. What it cites counts
 * as well as what it is about, so that a subject chosen by the asker does not decide alone.
 */
export function needsSecond(answer: {
  kind: AnswerKind
  topic: Topic
  declared: boolean
  cites: readonly ('announcement' | 'rule' | 'schedule')[]
}): boolean {
  if (answer.kind === 'belum_dapat_dijawab') return false
  return (
    answer.declared ||
    decisive.includes(answer.topic) ||
    answer.cites.some((kind) => kind === 'rule' || kind === 'schedule')
  )
}

export interface AskingLimit {
  readonly perDay: number
  readonly apartMinutes: number
}

/** Counted per person first; an address of the network never refuses anybody. */
export function limitOf(asker: { guest: boolean; publishedBefore: number }): AskingLimit {
  if (asker.guest) return { perDay: 2, apartMinutes: 10 }
  return { perDay: asker.publishedBefore >= 3 ? 10 : 5, apartMinutes: 2 }
}

/** When the person may ask again; undefined where now is fine. `earlier` are the last day's questions, any order. */
export function waitUntil(limit: AskingLimit, earlier: readonly Date[], now: Date): Date | undefined {
  const day = 24 * 3_600_000
  const recent = earlier
    .map((at) => at.getTime())
    .filter((at) => now.getTime() - at < day)
    .toSorted((a, b) => a - b)
  const newest = recent.at(-1)
  const waits: number[] = []
  if (newest !== undefined) waits.push(newest + limit.apartMinutes * 60_000)
  const oldestThatCounts = recent.at(-limit.perDay)
  if (oldestThatCounts !== undefined) waits.push(oldestThatCounts + day)
  const until = Math.max(0, ...waits)
  return until > now.getTime() ? new Date(until) : undefined
}
