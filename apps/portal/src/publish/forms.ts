// What officers type while they prepare a round, checked at the edge. A problem is a sentence at its field, and
// everything typed comes back.
import { z } from 'zod'
import type { FormError } from '../ui/fields.tsx'
import { isDate } from './schedule.ts'

const line = z.string().trim()

export const newRoundForm = z.object({
  id: line.regex(
    /^[a-z0-9][a-z0-9-]{2,39}$/,
    'Isi kode seleksi dengan huruf kecil, angka, dan tanda hubung, 3 sampai 40. Contoh: 2027-cpns.',
  ),
  judul: line.min(5, 'Isi judul seleksi, paling sedikit 5 huruf.').max(90, 'Judul paling panjang 90 huruf.'),
  aturan: line.min(1, 'Pilih aturan.'),
  tahun: line.regex(/^20\d{2}$/, 'Isi tahun dengan empat angka.'),
  mulai: line.refine(isDate, 'Isi tanggal mulai pengumuman seperti 2027-08-02.'),
})

export const controlForm = z.object({
  baris: line.regex(/^\d{1,5}$/, 'Isi jumlah formasi dari surat penetapan.'),
  kursi: line.regex(/^\d{1,6}$/, 'Isi jumlah kursi dari surat penetapan.'),
})

export const announcementForm = z.object({
  nomor: line.regex(
    /^[A-Za-z0-9._-]{1,40}$/,
    'Isi nomor dengan huruf, angka, titik, atau tanda hubung, paling banyak 40.',
  ),
  judul: line.min(5, 'Isi judul, paling sedikit 5 huruf.').max(90, 'Judul paling panjang 90 huruf.'),
  isi: line
    .min(20, 'Tulis isi pengumuman, paling sedikit 20 huruf.')
    .max(20_000, 'Isi paling panjang 20.000 huruf.'),
})

export const furtherAnnouncementForm = announcementForm.extend({
  jenis: line.min(1, 'Pilih jenis pengumuman.'),
  perubahan: line.refine(
    (text) => text === '' || (text.length >= 20 && text.length <= 300),
    'Tulis apa yang berubah, 20 sampai 300 huruf.',
  ),
})

export const scheduleReasonForm = z.object({ alasan: line.min(1, 'Pilih alasan.') })

export const confirmationForm = z.object({
  kunci: line.min(1, 'Pilih angka.'),
  dokumen: line
    .min(5, 'Tulis nama dan nomor dokumen, paling sedikit 5 huruf.')
    .max(200, 'Nama dokumen paling panjang 200 huruf.'),
})

/** The value, or one sentence a field. */
export function read<T extends z.ZodType>(
  schema: T,
  typed: Readonly<Record<string, unknown>>,
): { ok: true; value: z.infer<T> } | { ok: false; errors: FormError[] } {
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, value: result.data }
  const errors = new Map<string, string>()
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '#isi')
    if (!errors.has(field)) errors.set(field, issue.message)
  }
  return { ok: false, errors: [...errors].map(([field, text]) => ({ field, text })) }
}

export const textsOf = (form: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
