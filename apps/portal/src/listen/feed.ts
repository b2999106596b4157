// The feed of questions (Atom). Identifiers never change; a new version of an answer moves `updated` and comes first.
import { Feed } from 'feed'
import type { Services } from '../services/services.ts'
import type { PublicQuestion } from './queries.ts'

const newest = 50

export function questionFeed(services: Services, questions: readonly PublicQuestion[], empty: Date): string {
  const { settings, agency } = services
  const host = new URL(settings.publicOrigin).hostname
  const changed = (one: PublicQuestion) => one.answers[0]?.at ?? one.publishedAt
  const listed = questions
    .filter((one) => one.status !== 'hidden' && one.status !== 'merged')
    .toSorted((a, b) => changed(b).getTime() - changed(a).getTime())
    .slice(0, newest)
  const feed = new Feed({
    id: `tag:${host},2026:umpan/tanya-jawab`,
    title: `Tanya jawab, ${agency.shortName.id}`,
    link: `${settings.publicOrigin}/tanya-jawab`,
    language: 'id',
    copyright: agency.name.id,
    updated: listed[0] === undefined ? empty : changed(listed[0]),
    feedLinks: { atom: `${settings.publicOrigin}/umpan/tanya-jawab.atom` },
    author: { name: agency.unit.id },
  })
  for (const one of listed) {
    const [answer] = one.answers
    feed.addItem({
      id: `tag:${host},2026:tanya-jawab/${one.id}`,
      title: one.title,
      link: `${settings.publicOrigin}/tanya-jawab/${one.id}`,
      description:
        answer === undefined
          ? 'Belum dijawab.'
          : `${answer.version > 1 ? `Jawaban versi ${answer.version}. ` : ''}${answer.body}`,
      date: changed(one),
      published: one.publishedAt,
    })
  }
  return feed.atom1()
}
