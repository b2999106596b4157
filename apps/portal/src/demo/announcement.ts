// The paragraphs of the demonstration's announcement that answers and reasons cite by section and number. Numbers
// of a regulation come from the rule set in force, dates from the schedule of the round.

import { writtenDate } from './calendar.ts'

export type AnnouncementPart = {
  section: 'Syarat' | 'Berkas' | 'Jadwal' | 'Sanggah' | 'Biaya'
  number: number
  text: string
}

export type AnnouncementFacts = {
  minAge: number
  maxAge: number
  opens: string
  closes: string
  objectionOpens: string
  objectionCloses: string
}

export function demoAnnouncement(facts: AnnouncementFacts): AnnouncementPart[] {
  const parts: [AnnouncementPart['section'], string][] = [
    [
      'Syarat',
      `Umur paling rendah ${facts.minAge} tahun dan paling tinggi ${facts.maxAge} tahun tepat pada hari lamaran dikirim.`,
    ],
    [
      'Syarat',
      'Warga negara Indonesia, tidak sedang menjadi CPNS, PNS, prajurit TNI, atau anggota Polri, dan bukan anggota partai politik.',
    ],
    ['Syarat', 'Jenjang dan program studi sama dengan yang tertulis pada lowongan.'],
    ['Syarat', 'IPK paling rendah seperti tertulis pada lowongan.'],
    ['Syarat', 'Satu orang mengirim satu lamaran untuk satu lowongan.'],
    ['Berkas', 'KTP asli atau surat keterangan perekaman yang masih berlaku.'],
    [
      'Berkas',
      'Surat lamaran kepada Wali Kota Pontianak menurut contoh, ditandatangani, bermeterai elektronik atau tempel.',
    ],
    ['Berkas', 'Ijazah asli. Surat keterangan lulus tidak dapat dipakai.'],
    ['Berkas', 'Transkrip nilai lengkap, semua halaman.'],
    ['Berkas', 'Pas foto berlatar merah dan swafoto tanpa penutup wajah.'],
    ['Berkas', 'Surat pernyataan lima butir menurut contoh, ditandatangani, dengan meterai tersendiri.'],
    ['Berkas', 'Bukti akreditasi yang berlaku pada tanggal ijazah.'],
    ['Berkas', 'Untuk jabatan kesehatan yang memerlukannya: surat tanda registrasi (STR) yang berlaku.'],
    [
      'Berkas',
      'Untuk kebutuhan penyandang disabilitas: surat keterangan dokter dan video kegiatan sehari-hari.',
    ],
    [
      'Jadwal',
      `Pendaftaran ${writtenDate(facts.opens)} sampai ${writtenDate(facts.closes)} pukul 23.59 WIB.`,
    ],
    ['Jadwal', 'Tempat dan sesi tes diumumkan paling lambat 5 hari kalender sebelum tes.'],
    [
      'Sanggah',
      `Masa sanggah ${writtenDate(facts.objectionOpens)} sampai ${writtenDate(facts.objectionCloses)} pukul 23.59 WIB. Berkas baru tidak dapat ditambahkan.`,
    ],
    ['Biaya', 'Seleksi tidak dipungut biaya. Perjalanan dan penginapan ditanggung pelamar.'],
  ]
  const numbers = new Map<string, number>()
  return parts.map(([section, text]) => {
    const number = (numbers.get(section) ?? 0) + 1
    numbers.set(section, number)
    return { section, number, text }
  })
}
