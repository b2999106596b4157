// What all pages of one installation share: agency, assets, main ways, footer. Made once from the services; pages
// take it as `siteOf(services)`. It belongs to no step of the process, so it stands beside the map of the site.
import type { Services } from './services/services.ts'
import type { FooterGroup, NavItem, Site } from './ui/layout.tsx'
import { siteEn } from './words/site.en.ts'
import { siteId } from './words/site.id.ts'
import { words, type Lang } from './words/words.ts'

const made = new WeakMap<Services, Site>()

export function siteOf(services: Services): Site {
  const known = made.get(services)
  if (known !== undefined) return known
  const site: Site = {
    agency: services.agency,
    asset: services.assets.href,
    hasAsset: services.assets.has,
    demo: services.settings.demo,
    origin: services.settings.publicOrigin,
    nav,
    footer,
  }
  made.set(services, site)
  return site
}

function nav(lang: Lang): readonly NavItem[] {
  const w = words(lang, { id: siteId, en: siteEn }).nav
  return [
    { href: '/lowongan', label: w.vacancies },
    { href: '/hasil', label: w.results },
    { href: '/verifikasi', label: w.verify },
    { href: '/tanya-jawab', label: w.questions },
    { href: '/laporan', label: w.report },
  ]
}

/** Ways of the signed-in applicant, in the place of the public ones. */
export function applicantNav(lang: Lang): readonly NavItem[] {
  const w = words(lang, { id: siteId, en: siteEn })
  return [
    { href: '/lamaran', label: w.footer.apply },
    { href: '/kotak-masuk', label: w.footer.inbox },
    { href: '/lowongan', label: w.nav.vacancies },
    { href: '/verifikasi', label: w.nav.verify },
    { href: '/tanya-jawab', label: w.nav.questions },
  ]
}

function footer(lang: Lang): readonly FooterGroup[] {
  const w = words(lang, { id: siteId, en: siteEn })
  return [
    {
      title: w.footer.applicants,
      links: [
        { href: '/lamaran', label: w.footer.apply },
        { href: '/kotak-masuk', label: w.footer.inbox },
        { href: '/akun', label: w.footer.account },
      ],
    },
    {
      title: w.footer.public,
      links: [
        { href: '/pengumuman', label: w.footer.announcements },
        { href: '/catatan', label: w.footer.log },
        { href: '/data', label: w.footer.openData },
        { href: '/verifikasi/pesan', label: w.footer.messages },
      ],
    },
    {
      title: w.footer.about,
      links: [
        { href: '/jadwal', label: w.footer.schedule },
        { href: '/aturan', label: w.footer.rules },
        { href: '/kanal-resmi', label: words(lang).layout.officialChannels },
        { href: '/petugas/masuk', label: w.footer.staff },
      ],
    },
  ]
}
