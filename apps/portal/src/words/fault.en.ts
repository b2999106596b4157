// Answers without a page of their own, in English; follows fault.id.ts.
import type { faultId } from './fault.id.ts'
import type { Texts } from './words.ts'

export const faultEn: Texts<typeof faultId> = {
  missing: {
    title: 'This page does not exist',
    text: 'Perhaps a letter of the address is wrong. Search the vacancies or open the announcements.',
    personal:
      'This page does not exist or does not belong to this account. Sign in with the account you applied with, or open My applications.',
  },
  foreign: {
    title: 'This form was sent from another site',
    text: 'We accept forms from the pages of this site only. Open the page here and send it again. Nothing was changed.',
  },
  ours: {
    title: 'We have a problem on our side',
    text: (time, code) =>
      `We have had a problem on our side, ${time}. What was saved is safe. Try again in a few minutes. If it lasts past a deadline, the decision of the committee appears under Announcements. Code: ${code}.`,
  },
  ways: {
    vacancies: 'Search vacancies',
    announcements: 'Open announcements',
    applications: 'My applications',
  },
}
