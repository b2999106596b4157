// The public check of a message in English; follows message.id.ts.
import type { messageId } from './message.id.ts'
import type { Texts } from './words.ts'

export const messageEn: Texts<typeof messageId> = {
  title: 'Check a message',
  lead: 'Got an e-mail from us? Type the 8-letter code at its end to see whether the message is genuine.',
  label: 'Message code',
  hint: 'The code stands at the end of the message. Capital or small letters make no difference.',
  button: 'Check code',
  match: 'Found',
  matchText: (kind, time) => `This message is from us: ${kind}, written ${time}.`,
  safety: 'We never ask for documents, codes or money by reply. The selection is free of charge.',
  noMatch: 'Not in our records',
  noMatchText:
    'There is no message with that code. Check the letters. If it still does not match, do not follow the message and tell the committee.',
  shape: 'The code has 8 letters and digits.',
}
