// Names of the site's main ways, in English; follows site.id.ts.
import type { siteId } from './site.id.ts'
import type { Texts } from './words.ts'

export const siteEn: Texts<typeof siteId> = {
  nav: {
    vacancies: 'Vacancies',
    results: 'Results',
    verify: 'Verify',
    questions: 'Questions',
    report: 'Report',
  },
  footer: {
    applicants: 'Applicants',
    apply: 'My application',
    inbox: 'Inbox',
    account: 'My account',
    staff: 'Staff sign-in',
    public: 'Public',
    announcements: 'Announcements',
    log: 'Public log',
    openData: 'Open data',
    messages: 'Check a message',
    about: 'About',
    schedule: 'Schedule',
    rules: 'Selection rules',
    privacy: 'Data protection',
  },
}
