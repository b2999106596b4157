// The list of questions as a view with an address: tab, words, subject, round, vacancy, page. Pure.
import { isLate, waits, type PublicQuestion } from './queries.ts'
import { topicOf, topics, type Topic } from './policy.ts'
import { termsOf } from './similarity.ts'

export const tabs = ['belum', 'terbaru', 'lewat', 'dijawab'] as const
export type Tab = (typeof tabs)[number]
export const questionsAPage = 20

export interface QuestionQuery {
  readonly tab: Tab
  readonly words: string
  readonly topic: Topic | undefined
  readonly selection: string
  readonly formation: string
  readonly page: number
}

export function readQuestionQuery(params: URLSearchParams): QuestionQuery {
  return {
    tab: tabs.find((one) => one === params.get('urut')) ?? 'belum',
    words: (params.get('q') ?? '').trim().slice(0, 80),
    topic: topicOf(params.get('topik') ?? ''),
    selection: (params.get('seleksi') ?? '').slice(0, 40),
    formation: (params.get('formasi') ?? '').slice(0, 60),
    page: Math.min(10_000, Math.max(1, Number.parseInt(params.get('hal') ?? '1', 10) || 1)),
  }
}

export function questionAddress(query: QuestionQuery, change: Partial<QuestionQuery> = {}): string {
  const next = { ...query, page: 1, ...change }
  const params = new URLSearchParams()
  if (next.words !== '') params.set('q', next.words)
  if (next.topic !== undefined) params.set('topik', next.topic)
  if (next.selection !== '') params.set('seleksi', next.selection)
  if (next.formation !== '') params.set('formasi', next.formation)
  if (next.tab !== 'belum') params.set('urut', next.tab)
  if (next.page > 1) params.set('hal', String(next.page))
  const text = params.toString()
  return text === '' ? '/tanya-jawab' : `/tanya-jawab?${text}`
}

export interface QuestionList {
  readonly page: readonly PublicQuestion[]
  readonly pages: number
  readonly counts: Readonly<Record<Tab, number>>
  readonly byTopic: readonly { topic: Topic; count: number }[]
  readonly all: number
}

function inTab(question: PublicQuestion, tab: Tab, now: Date): boolean {
  if (tab === 'belum') return waits(question)
  if (tab === 'lewat') return isLate(question, now)
  if (tab === 'dijawab') return !waits(question) && question.status !== 'merged'
  return true
}

export function listQuestions(all: readonly PublicQuestion[], query: QuestionQuery, now: Date): QuestionList {
  const wanted = [...termsOf(query.words)]
  const visible = all.filter(
    (one) =>
      one.status !== 'hidden' &&
      (query.selection === '' || one.selection === query.selection) &&
      (query.formation === '' || one.formationId === query.formation),
  )
  const matching = visible.filter((one) => {
    if (wanted.length === 0) return true
    const terms = [...termsOf(`${one.title} ${one.body} ${one.answers[0]?.body ?? ''}`)]
    return wanted.every((word) => terms.some((term) => term.startsWith(word)))
  })
  const ofTopic = matching.filter((one) => query.topic === undefined || one.topic === query.topic)
  const found = ofTopic.filter((one) => inTab(one, query.tab, now))
  const ordered =
    query.tab === 'belum' || query.tab === 'lewat'
      ? found.toSorted((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime())
      : found.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const count = (tab: Tab) => ofTopic.filter((one) => inTab(one, tab, now)).length
  return {
    page: ordered.slice((query.page - 1) * questionsAPage, query.page * questionsAPage),
    pages: Math.ceil(ordered.length / questionsAPage),
    counts: {
      belum: count('belum'),
      terbaru: count('terbaru'),
      lewat: count('lewat'),
      dijawab: count('dijawab'),
    },
    byTopic: topics
      .map((topic) => ({ topic, count: matching.filter((one) => one.topic === topic).length }))
      .filter((one) => one.count > 0),
    all: matching.length,
  }
}
