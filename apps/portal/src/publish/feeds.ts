// Feeds of vacancies and announcements (Atom), the schedule as a calendar, and the map for crawlers.
// Identifiers are tag URIs that never change; only `updated` moves with a new version.
import { Feed } from 'feed'
import ical, { ICalCalendarMethod } from 'ical-generator'
import type { Services } from '../services/services.ts'
import { formatOf, type PublicRound } from './present.ts'
import type { EffectiveAnnouncement, EffectiveSchedule } from './queries.ts'
import { readable, type Vacancy } from './vacancy-search.ts'

const newest = 50

function host(services: Services): string {
  return new URL(services.settings.publicOrigin).hostname
}

function tagUri(services: Services, kind: string, id: string): string {
  return `tag:${host(services)},2026:${kind}/${id}`
}

function feedOf(services: Services, path: string, title: string, updated: Date): Feed {
  const { settings, agency } = services
  return new Feed({
    id: tagUri(services, 'umpan', path),
    title: `${title}, ${agency.shortName.id}`,
    link: `${settings.publicOrigin}/`,
    language: 'id',
    copyright: agency.name.id,
    updated,
    feedLinks: { atom: `${settings.publicOrigin}${path}` },
    author: { name: agency.unit.id },
  })
}

export function vacancyFeed(
  services: Services,
  round: PublicRound | undefined,
  found: readonly Vacancy[],
  updated: Date,
): string {
  const feed = feedOf(services, '/umpan/lowongan.atom', 'Lowongan', updated)
  for (const { formation } of found
    .toSorted((a, b) => b.formation.at.getTime() - a.formation.at.getTime())
    .slice(0, newest)) {
    const { data } = formation
    feed.addItem({
      id: tagUri(services, 'lowongan', `${formation.selection}/${formation.formationId}`),
      title: `${readable(data.positionTitle)}, ${formation.seats} kursi`,
      link: `${services.settings.publicOrigin}/lowongan/${data.slug}`,
      description: `${data.unitPath.join(', ')}. ${data.level}. ${round?.selection.title ?? ''}`,
      date: formation.at,
    })
  }
  return feed.atom1()
}

export function announcementFeed(
  services: Services,
  announcements: readonly EffectiveAnnouncement[],
  updated: Date,
): string {
  const feed = feedOf(services, '/umpan/pengumuman.atom', 'Pengumuman', updated)
  for (const one of announcements.slice(0, newest)) {
    const change = one.body.summaryOfChange
    feed.addItem({
      id: tagUri(services, 'pengumuman', `${one.selection}/${one.number}`),
      title: one.title,
      link: `${services.settings.publicOrigin}/pengumuman/${one.number}`,
      description: `${change === undefined ? '' : `${change} `}${one.body.paragraphs[0] ?? ''}`,
      content: one.body.paragraphs
        .map((paragraph) => `<p>${paragraph.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`)
        .join(''),
      date: one.at,
    })
  }
  return feed.atom1()
}

/** @param versions all versions of the schedule, newest first: a stage's sequence grows with each change of it */
export function scheduleCalendar(
  services: Services,
  round: PublicRound,
  versions: readonly EffectiveSchedule[],
): string {
  const f = formatOf(services, 'id')
  const calendar = ical({
    name: round.selection.title,
    prodId: { company: 'Terang', product: 'Jadwal seleksi', language: 'ID' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  })
  for (const stage of round.schedule.stages) {
    const label = round.rules.ruleSet.stages.find((one) => one.id === stage.id)?.labelId ?? stage.id
    const spans = versions
      .toReversed()
      .map((one) => JSON.stringify(one.stages.find((other) => other.id === stage.id)))
    calendar.createEvent({
      id: `${round.selection.id}-${stage.id}@${host(services)}`,
      sequence: spans.filter((span, i) => i > 0 && span !== spans[i - 1]).length,
      stamp: round.schedule.at,
      start: new Date(stage.start),
      end: new Date(stage.end),
      summary: label,
      description: `${label}: ${f.window(stage.start, stage.end)}. Tutup ${f.deadline(stage.end)}.`,
      url: `${services.settings.publicOrigin}/jadwal?seleksi=${round.selection.id}`,
    })
  }
  return calendar.toString()
}

export function robots(services: Services): string {
  return [
    'User-agent: *',
    'Disallow: /petugas',
    'Disallow: /lamaran',
    'Disallow: /akun',
    'Disallow: /kotak-masuk',
    `Sitemap: ${services.settings.publicOrigin}/sitemap.xml`,
    '',
  ].join('\n')
}

export function sitemap(
  services: Services,
  vacancies: readonly Vacancy[],
  announcements: readonly EffectiveAnnouncement[],
): string {
  const { publicOrigin } = services.settings
  const paths = ['/', '/lowongan', '/pengumuman', '/aturan', '/jadwal', '/kanal-resmi'].map((path) => ({
    path,
    at: undefined as Date | undefined,
  }))
  const all = [
    ...paths,
    ...vacancies.map(({ formation }) => ({ path: `/lowongan/${formation.data.slug}`, at: formation.at })),
    ...announcements.map((one) => ({ path: `/pengumuman/${one.number}`, at: one.at })),
  ]
  const urls = all.map(
    ({ path, at }) =>
      `<url><loc>${publicOrigin}${path}</loc>${at === undefined ? '' : `<lastmod>${at.toISOString().slice(0, 10)}</lastmod>`}<xhtml:link rel="alternate" hreflang="en" href="${publicOrigin}/en${path === '/' ? '' : path}"/></url>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('')}</urlset>\n`
}
