// Twenty public questions as people ask them, with the committee's answers: the first sentence answers, then the
// paragraph of the announcement, then what to do. The last two took nearly the whole time the committee has, so they
// are still open where the demonstration stands.

import type { ImportedFormation } from '../publish/formation-import.ts'
import type { AnnouncementFacts } from './announcement.ts'
import { addDays, wib, writtenDate } from './calendar.ts'
import { stream } from './random.ts'

export type DemoQuestion = {
  questionId: string
  topic: 'syarat' | 'berkas' | 'jadwal' | 'tes' | 'sanggah' | 'disabilitas' | 'umum'
  text: string
  askedAt: string
  /** The vacancy it was asked at; absent for what concerns all. */
  formationId?: string
  /** People who marked the question as theirs too. */
  alsoAsked: number
  answer?: { text: string; cites: { section: string; number: number } | null; answeredAt: string }
}

const slowAnswers = 2
type Draft = [topic: DemoQuestion['topic'], text: string, answer: string, cites?: [string, number]]

/** Where a question was asked: its first words, the position, and the kind of need where it is not the general one. */
const askedAt: readonly [begins: string, position: string, formationType?: string][] = [
  ['Ijazah saya belum', 'PENGELOLA LAYANAN OPERASIONAL'],
  ['Lulusan D-IV', 'PERAWAT TERAMPIL'],
  ['KTP saya', 'PENATA LAPORAN KEUANGAN'],
  ['STR saya', 'BIDAN TERAMPIL'],
  ['Apakah penyandang disabilitas', 'ARSIPARIS TERAMPIL'],
  ['Saya memakai kursi roda', 'ARSIPARIS TERAMPIL', 'disability'],
  ['Nama di ijazah', 'PENGADMINISTRASI PERKANTORAN'],
  ['IPK saya 2,74', 'PENGOLAH DATA DAN INFORMASI'],
  ['Saya PPPK', 'GURU AHLI PERTAMA - GURU KELAS'],
  ['Untuk Penelaah', 'PENELAAH TEKNIS KEBIJAKAN'],
]

/** The first vacancy of that kind, so that the same round always has the same. */
function vacancyOf(text: string, formations: readonly ImportedFormation[]): string | undefined {
  const found = askedAt.find(([begins]) => text.startsWith(begins))
  if (found === undefined) return undefined
  const [, position, formationType = 'general'] = found
  return formations.find((one) => one.positionTitle === position && one.formationType === formationType)
    ?.formationId
}

export function demoQuestions(
  seed: string,
  facts: AnnouncementFacts,
  formations: readonly ImportedFormation[],
): DemoQuestion[] {
  const closes = writtenDate(facts.closes)
  const drafts: Draft[] = [
    [
      'berkas',
      'Apakah surat lamaran boleh diketik, atau harus ditulis tangan?',
      'Boleh diketik. Yang diminta hanya susunan menurut contoh, tanda tangan, dan meterai. Pakai contoh pada lampiran pengumuman.',
      ['Berkas', 2],
    ],
    [
      'berkas',
      'Ijazah saya belum keluar, tetapi sudah ada surat keterangan lulus. Bisa dipakai?',
      'Tidak, tidak dapat. Seleksi ini meminta ijazah asli. Anda dapat melamar bila ijazah terbit sebelum pendaftaran ditutup.',
      ['Berkas', 3],
    ],
    [
      'syarat',
      `Saya berumur ${facts.maxAge} tahun pas pada ${closes}. Masih boleh melamar?`,
      `Ya, boleh, bila pada hari lamaran dikirim Anda tepat ${facts.maxAge} tahun. Lewat satu hari tidak memenuhi syarat. Kirim sebelum hari ulang tahun Anda lewat.`,
      ['Syarat', 1],
    ],
    [
      'syarat',
      'Lulusan D-IV Keperawatan boleh melamar lowongan D-III Keperawatan?',
      'Tidak, tidak dapat. Jenjang dan program studi harus sama dengan yang tertulis pada lowongan. Cari lowongan lain yang meminta D-IV.',
      ['Syarat', 3],
    ],
    [
      'berkas',
      'Meterai tempel masih diterima atau harus e-meterai?',
      'Keduanya diterima. Satu meterai untuk satu surat, dan tanda tangan tidak menutupi kode meterai elektronik.',
      ['Berkas', 2],
    ],
    [
      'berkas',
      'Satu e-meterai boleh untuk surat lamaran dan surat pernyataan sekaligus?',
      'Tidak, tidak dapat. Setiap surat memakai meterai sendiri. Beli dua meterai sebelum menandatangani.',
      ['Berkas', 6],
    ],
    [
      'syarat',
      'KTP saya luar Kalimantan Barat. Apakah boleh melamar?',
      'Ya, boleh. Tidak ada syarat domisili. Syarat yang berlaku untuk semua orang ada di bagian Syarat nomor 2.',
      ['Syarat', 2],
    ],
    [
      'umum',
      'Apakah ada biaya pendaftaran? Ada yang menawari bantuan lewat pesan.',
      'Tidak ada biaya. Siapa pun yang meminta uang bukan panitia. Laporkan pesannya lewat halaman Kanal resmi.',
      ['Biaya', 1],
    ],
    [
      'berkas',
      'STR saya habis masa berlakunya bulan depan. Masih bisa dipakai?',
      'Ya, bisa, bila pada hari lamaran dikirim STR masih berlaku. Bukti pengurusan perpanjangan tidak menggantikan STR.',
      ['Berkas', 8],
    ],
    [
      'disabilitas',
      'Apakah penyandang disabilitas boleh memilih kebutuhan umum?',
      'Ya, boleh. Pada tes, nilai ambang batas yang dipakai adalah milik kebutuhan yang Anda pilih. Tulis kebutuhan pendampingan Anda di formulir.',
      ['Berkas', 9],
    ],
    [
      'disabilitas',
      'Saya memakai kursi roda. Apakah tempat tes dapat dimasuki?',
      'Ya. Panitia hanya memakai gedung yang dapat dimasuki kursi roda. Tulis kebutuhan Anda di formulir paling lambat saat lamaran dikirim.',
      ['Jadwal', 2],
    ],
    [
      'tes',
      'Kapan lokasi dan sesi SKD diumumkan?',
      'Paling lambat 5 hari kalender sebelum tes. Anda menerima pemberitahuan lewat email dan halaman lamaran.',
      ['Jadwal', 2],
    ],
    [
      'jadwal',
      'Apakah pendaftaran diperpanjang bila situs padat?',
      `Belum diputuskan. Sampai saat ini pendaftaran ditutup ${closes} pukul 23.59 WIB. Perubahan hanya diumumkan di halaman Pengumuman.`,
      ['Jadwal', 1],
    ],
    [
      'sanggah',
      'Saat sanggah nanti, boleh menambah berkas yang kurang?',
      'Tidak, tidak dapat. Sanggah hanya untuk kekeliruan panitia. Periksa semua berkas sebelum lamaran dikirim.',
      ['Sanggah', 1],
    ],
    [
      'berkas',
      'Nama di ijazah berbeda satu huruf dengan KTP. Apa yang harus saya lakukan?',
      'Sertakan surat keterangan perbaikan dari sekolah atau perguruan tinggi. Gabungkan dengan ijazah dalam satu PDF.',
      ['Berkas', 3],
    ],
    [
      'syarat',
      'IPK saya 2,74 dan syaratnya 2,75. Apakah dibulatkan?',
      'Tidak. IPK dibaca seperti tertulis pada transkrip, tanpa pembulatan. Pilih lowongan dengan batas yang sesuai.',
      ['Syarat', 4],
    ],
    [
      'berkas',
      'Foto latar merah harus memakai kemeja putih?',
      'Tidak harus. Yang diminta latar merah dan wajah terlihat jelas, tanpa penutup wajah.',
      ['Berkas', 5],
    ],
    [
      'syarat',
      'Saya PPPK di kabupaten lain. Boleh ikut seleksi ini?',
      'Ya, boleh, setelah masa kerja paling singkat terpenuhi dan ada persetujuan tertulis pimpinan instansi. Unggah persetujuannya di berkas pendukung.',
      ['Syarat', 2],
    ],
    [
      'tes',
      'Apakah nilai SKD tahun lalu dapat dipakai lagi?',
      'Tidak pada seleksi ini. Semua peserta yang memenuhi syarat mengikuti SKD menurut jadwal.',
    ],
    [
      'syarat',
      'Untuk Penelaah Teknis Kebijakan, apakah lulusan S-1 Administrasi Negara disamakan dengan Administrasi Publik?',
      'Tidak disamakan. Program studi dibaca seperti tertulis pada ijazah. Pilih lowongan yang menyebut program studi Anda.',
    ],
  ]
  const chance = stream(seed, 'questions')
  return drafts.map(([topic, text, answer, cites], index) => {
    const formationId = vacancyOf(text, formations)
    const askedOn = addDays(facts.opens, Math.floor(index / 2) + chance.between(0, 1))
    return {
      questionId: `T-${String(index + 1).padStart(3, '0')}`,
      topic,
      text,
      ...(formationId === undefined ? {} : { formationId }),
      askedAt: wib(askedOn, chance.between(7 * 60, 21 * 60), chance.between(0, 59)),
      alsoAsked: chance.weighted([
        [chance.between(0, 3), 50],
        [chance.between(4, 20), 35],
        [chance.between(21, 90), 15],
      ]),
      answer: {
        text: cites ? `${answer} (Pengumuman, bagian ${cites[0]} nomor ${cites[1]})` : answer,
        cites: cites ? { section: cites[0], number: cites[1] } : null,
        answeredAt: wib(
          addDays(askedOn, index < drafts.length - slowAnswers ? chance.between(1, 2) : chance.between(5, 6)),
          chance.between(8 * 60, 16 * 60),
        ),
      },
    }
  })
}
