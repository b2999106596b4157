// Refusals in English; follows refusal.id.ts.
import type { Texts } from './words.ts'
import type { refusalId } from './refusal.id.ts'

export const refusalEn: Texts<typeof refusalId> = {
  windowNotOpen: 'Applications open {buka}. Your entries cannot be saved as an application yet.',
  windowClosed:
    'Applications closed {tutup}. Your request arrived {tiba}. This application cannot be processed.',
  incomplete: '{n} things must be fixed before you can send. They are listed below.',
  alreadySubmitted: 'This application was sent {tiba}. The receipt is on your application page.',
  sameToken: 'We already received this request. This is the same receipt.',
  otherApplication:
    'One person, one vacancy. Your application for {lowongan} stands. Withdraw it first to change.',
  frozen: 'An application that was sent cannot be changed. The rule: {rujukan}.',
  withdrawalFinal: 'This withdrawal became final on {waktu}. You cannot apply again in this round.',
  nothingToWithdraw: 'This application has ended; there is nothing to withdraw.',
  objectionNotOpen: 'Objections open {buka}. Your text is kept as a draft.',
  objectionClosed: 'Objections closed {tutup}. You may still ask for clarification until {batasKlarifikasi}.',
  objectionTwice: 'We received your objection {tiba}. The rules allow one.',
  notAdverse: 'Objections are only against an adverse decision on your own application.',
  newDocument: 'New documents cannot be added. Point to a file uploaded before {tutup}.',
  samePerson: 'You already gave an opinion here. The second person must be another officer.',
  conflict: 'You declared a conflict of interest. The file goes to another officer.',
  notAssigned: 'Draw {undi} assigned this file to another officer.',
  changedMeanwhile: 'Another officer has just decided this. Reload to see the outcome.',
  alreadyDecided: 'A decision is recorded as entry {entri}. Only a correction by two officers changes it.',
  reasonMissing: 'Choose a reason and name the part that does not comply, 20 to 400 characters.',
  blocked: 'The result cannot be announced yet: {n} applications are open: {daftar}.',
  unconfirmedNumber: 'Number {kunci} is not confirmed by a document. Two officers must confirm it.',
  notNow: '{tindakan} is not available in stage {tahap}. Your application page lists what is.',
  logDegraded:
    'The public log is delayed since {waktu}. New decisions wait; applications are still received.',
}
