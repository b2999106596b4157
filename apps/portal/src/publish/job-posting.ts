// The vacancy as structured data for job search (participation.md 1.5). Every value also stands on the page.
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { entryPath } from './entry-path.ts'
import { applicationWindow, formatOf, type PublicRound } from './present.ts'
import { readable, type Vacancy } from './vacancy-search.ts'

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** ISO time with the agency's own shift. */
export function localIso(at: Date, zoneMinutes: number): string {
  const sign = zoneMinutes < 0 ? '-' : '+'
  const size = Math.abs(zoneMinutes)
  const shift = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
  return new Date(at.getTime() + zoneMinutes * 60_000).toISOString().replace(/\.\d{3}Z$/, shift)
}

/** JSON that may stand inside a script element. */
export function jobPosting(
  services: Services,
  round: PublicRound,
  vacancy: Vacancy,
  requirements: readonly string[],
): string {
  const { agency, settings } = services
  const { data, seats, at, index } = vacancy.formation
  const zoneMinutes = zoneMinutesOf(agency.zone)
  const window = applicationWindow(round)
  const closes = window === undefined ? undefined : new Date(window.closesAt.getTime() - 1000)
  const temporary = round.selection.procurement === 'PPPK'
  const closing =
    window === undefined
      ? ''
      : `<p>Pendaftaran sampai ${formatOf(services, 'id').deadline(window.closesAt)}.</p>`
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: readable(data.positionTitle),
    description: `<p>${escape(data.unitPath.join(', '))}</p><ul>${requirements.map((one) => `<li>${escape(one)}</li>`).join('')}</ul>${closing}`,
    identifier: { '@type': 'PropertyValue', name: agency.name.id, value: data.formationId },
    datePosted: localIso(at, zoneMinutes).slice(0, 10),
    ...(closes === undefined ? {} : { validThrough: localIso(closes, zoneMinutes) }),
    employmentType: temporary ? ['FULL_TIME', 'TEMPORARY'] : 'FULL_TIME',
    totalJobOpenings: seats,
    hiringOrganization: {
      '@type': 'GovernmentOrganization',
      name: agency.name.id,
      sameAs: settings.publicOrigin,
    },
    jobLocation: {
      '@type': 'Place',
      name: data.unitPath.at(-1),
      address: {
        '@type': 'PostalAddress',
        streetAddress: agency.contact.address,
        addressLocality: agency.shortName.id,
        addressRegion: agency.region.id,
        addressCountry: 'ID',
      },
    },
    directApply: round.selection.mode === 'mandiri',
    url: `${settings.publicOrigin}/lowongan/${data.slug}`,
    subjectOf: { '@type': 'CreativeWork', url: `${settings.publicOrigin}${entryPath(agency, index)}` },
  }
  return JSON.stringify(posting).replace(/</g, '\\u003c')
}
