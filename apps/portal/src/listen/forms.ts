// What a browser may send to the forms of questions: known fields, text of bounded length. Meaning is checked after, so
// that a refusal shows again what was typed.
import { z } from 'zod'
import type { FormError } from '../ui/fields.tsx'
import { askId as w } from '../words/ask.id.ts'
import { isMailAddress } from '../services/mail.ts'
import { lengths, topicOf } from './policy.ts'

const text = (most: number) => z.string().max(most).default('')

export const askForm = z.object({
  token: text(400),
  seleksi: text(40),
  formasi: text(60),
  topik: text(20),
  pertanyaan: text(2_000),
  penjelasan: text(6_000),
  email: text(300),
  umum: text(5),
  /** Filled by programs only. */
  situs: text(300),
  berbeda: text(5),
})
export type AskForm = z.output<typeof askForm>
export const emptyAsk: AskForm = askForm.parse({})

export const moderationForm = z.object({ token: text(400), kode: text(40) })

export const answerForm = z.object({
  token: text(400),
  jawaban: text(6_000),
  jenis: text(30),
  dasar1: text(200),
  dasar2: text(200),
  dasar3: text(200),
  janji: text(20),
  menyangkut: text(5),
})
export type AnswerForm = z.output<typeof answerForm>

const length = (value: string) => Array.from(value).length

/** Everything that needs repair, in the order of the form. */
export function askErrors(form: AskForm, guest: boolean): FormError[] {
  const errors: FormError[] = []
  if (form.situs !== '') errors.push({ field: '#isi', text: w.errors.trap })
  if (form.umum === '') errors.push({ field: 'umum', text: w.errors.own })
  if (topicOf(form.topik) === undefined) errors.push({ field: 'topik', text: w.errors.topic })
  const question = length(form.pertanyaan.trim())
  if (question < lengths.shortest) errors.push({ field: 'pertanyaan', text: w.errors.short })
  if (question > lengths.title)
    errors.push({ field: 'pertanyaan', text: w.errors.long(String(lengths.title)) })
  if (length(form.penjelasan.trim()) > lengths.body)
    errors.push({ field: 'penjelasan', text: w.errors.detailsLong('1.500') })
  if (guest && !isMailAddress(form.email.trim())) errors.push({ field: 'email', text: w.errors.email })
  return errors
}
