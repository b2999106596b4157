// Texts of the public page of the administrative result, English.
import type { screenResultId } from './screen-result.id.ts'
import type { Texts } from './words.ts'

export const screenResultEn: Texts<typeof screenResultId> = {
  title: 'Result of the administrative selection',
  lead: 'One decision an application, by pseudonym. Yours stands on the page of your application.',
  received: 'Applications received',
  eligible: 'Eligible (MS)',
  ineligible: 'Not eligible (TMS)',
  reasons: 'Reasons',
  reasonHead: 'Reason',
  reasonNote: 'One application can have more than one reason.',
  count: 'Applications',
  restricted: 'Reasons not shown because they concern sensitive personal data',
  list: 'List of results',
  code: 'Pseudonym',
  formation: 'Vacancy',
  outcome: 'Result',
  ms: 'MS',
  tms: 'TMS',
  msAfter: 'MS (objection granted)',
  notYet: 'The administrative result is not announced yet',
  notYetText: 'This page is filled once the committee announces the result.',
  announced: (time, index) => `Announced ${time}, entry number ${index}.`,
}
