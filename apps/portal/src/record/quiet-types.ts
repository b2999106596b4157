// Entries that no public page but those of the log shows at once: they arrive by the second, and must not empty the
// cache of all other pages. Counts made of them follow with their announced delay.
import type { EntryType } from '@terang/log/register.ts'

export const quietTypes: readonly EntryType[] = [
  'lamaran.terima',
  'lamaran.ubah',
  'lamaran.tarik',
  'berkas.minta',
  'berkas.putus',
  'nilai.catat',
  'sanggah.terima',
  'pesan.kirim',
]
