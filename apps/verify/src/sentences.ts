// What the checker says, by code, in Indonesian and English. A code is stable, for programs; the sentence is for
// people. Numbers are written with the separator of the language, so that a page and a terminal say the same.

export type Lang = 'id' | 'en'

const SENTENCES = {
  'site/found': [
    'Alamat resmi {agency} terbaca: {logs} log, {selections} seleksi.',
    'The official addresses of {agency} are readable: {logs} log, {selections} selections.',
  ],
  'site/missing': ['Berkas {path} tidak ada di alamat ini.', 'There is no file {path} at this address.'],
  'site/malformed': [
    'Berkas {path} tidak dapat dibaca sebagai daftar alamat resmi.',
    'The file {path} is not a readable list of official addresses.',
  ],
  'site/unknown-selection': [
    'Seleksi {selection} tidak ada di daftar situs ini.',
    'The selection {selection} is not listed by this site.',
  ],
  'site/unknown-log': [
    'Seleksi {selection} menyebut log yang tidak ada di daftar: {origin}.',
    'The selection {selection} names a log that is not listed: {origin}.',
  ],
  'log/key-malformed': [
    'Kunci log {origin} bukan kunci yang sah.',
    'The key of the log {origin} is not a valid key.',
  ],
  'log/key-changed': [
    'Kunci log {origin} berbeda dari yang Anda simpan.',
    'The key of the log {origin} differs from the one you kept.',
  ],
  'log/signed': [
    'Tanda tangan log sah. Log {origin} berisi {size} catatan.',
    'The signature of the log is valid. The log {origin} has {size} entries.',
  ],
  'log/opening': [
    'Catatan pertama membuka log dengan nama yang sama.',
    'The first entry opens the log under the same name.',
  ],
  'log/opening-differs': [
    'Catatan pertama tidak membuka log {origin}.',
    'The first entry does not open the log {origin}.',
  ],
  'log/first-seen': [
    'Belum ada titik periksa lama untuk dibandingkan.',
    'There is no older checkpoint to compare with yet.',
  ],
  'log/continues': [
    'Log melanjutkan titik periksa {size} catatan tanpa mengubahnya.',
    'The log continues the checkpoint of {size} entries without changing it.',
  ],
  'log/whole': [
    'Semua {size} catatan dan semua ubin cocok dengan akar yang ditandatangani.',
    'All {size} entries and all tiles match the signed root.',
  ],
  'log/checkpoint-missing': ['Berkas checkpoint tidak ada.', 'The checkpoint file is missing.'],
  'log/checkpoint-malformed': ['Berkas checkpoint tidak utuh.', 'The checkpoint file is malformed.'],
  'log/origin': ['Checkpoint ini milik log lain.', 'This checkpoint belongs to another log.'],
  'log/signature-invalid': [
    'Tanda tangan log tidak cocok dengan isinya.',
    'The signature of the log does not fit its content.',
  ],
  'log/unsigned': ['Tidak ada tanda tangan log yang dikenal.', 'There is no signature by a known log.'],
  'log/older-malformed': ['Titik periksa lama tidak dapat dipakai.', 'The older checkpoint cannot be used.'],
  'log/older-unchecked': [
    'Titik periksa lama tidak dapat dibandingkan karena catatan tidak lengkap.',
    'The older checkpoint cannot be compared because entries are missing.',
  ],
  'log/older-origin': [
    'Titik periksa lama ini milik log lain.',
    'This older checkpoint belongs to another log.',
  ],
  'log/behind': [
    'Log ini mundur: catatannya lebih sedikit daripada yang pernah diterbitkan.',
    'This log went back: it has fewer entries than were once published.',
  ],
  'log/fork': [
    'Ada dua isi log untuk ukuran yang sama. Simpan kedua titik periksa sebagai bukti.',
    'There are two contents of the log for one size. Keep both checkpoints as evidence.',
  ],
  'log/tile-missing': ['Ubin {where} tidak ada.', 'The tile {where} is missing.'],
  'log/tile-differs': ['Ubin {where} berbeda dari catatannya.', 'The tile {where} differs from its entries.'],
  'log/bundle-missing': ['Berkas catatan {where} tidak ada.', 'The entry bundle {where} is missing.'],
  'log/bundle-malformed': ['Berkas catatan {where} tidak utuh.', 'The entry bundle {where} is malformed.'],
  'log/entry-malformed': [
    'Catatan {where} tidak mengikuti bentuk log.',
    'The entry {where} does not follow the form of the log.',
  ],
  'log/id-twice': [
    'Catatan {where} memakai penanda yang sudah dipakai.',
    'The entry {where} uses an identifier that is taken.',
  ],
  'log/root-differs': [
    'Catatan yang disimpan berbeda dari akar yang ditandatangani.',
    'The stored entries differ from the signed root.',
  ],
  'log/more': ['Masih ada {count} temuan lain sejenis.', 'There are {count} more findings of this kind.'],
  'monitor/rules': ['Semua {count} aturan pemantau terpenuhi.', 'All {count} rules of the monitor hold.'],
  'monitor/violation': [
    'Catatan {index} melanggar aturan "{rule}".',
    'Entry {index} breaks the rule "{rule}".',
  ],
  'monitor/emergency': [
    'Ada {count} tindakan darurat. Nomor catatannya: {list}.',
    'There are {count} emergency acts. Their entries: {list}.',
  ],
  'witness/none': [
    'Belum ada saksi. Yang menjamin log ini baru tanda tangan log sendiri.',
    'There are no witnesses yet. Only the signature of the log itself vouches for it.',
  ],
  'witness/quorum': ['Saksi cukup: {names}.', 'Enough witnesses: {names}.'],
  'witness/missing': ['Saksi belum cukup: {count} dari {all}.', 'Not enough witnesses: {count} of {all}.'],
  'witness/invalid': [
    'Tanda tangan saksi tidak cocok dengan isinya: {names}.',
    'Cosignatures do not fit the content: {names}.',
  ],
  'witness/policy-missing': ['Berkas aturan saksi tidak ada.', 'The witness policy is missing.'],
  'witness/policy-malformed': [
    'Berkas aturan saksi tidak dapat dibaca.',
    'The witness policy cannot be read.',
  ],
  'witness/policy-differs': [
    'Berkas aturan saksi berbeda dari yang dicatat di log.',
    'The witness policy differs from the one in the log.',
  ],
  'index/none': [
    '{selection}: belum ada hasil yang diterbitkan.',
    '{selection}: no result has been published yet.',
  ],
  'index/found': ['{selection}: {count} publikasi hasil.', '{selection}: {count} publications of results.'],
  'index/missing': [
    '{selection}: daftar publikasi tidak ada, padahal log mencatat {count} hasil.',
    '{selection}: the list of publications is missing, although the log has {count} results.',
  ],
  'index/malformed': [
    '{selection}: daftar publikasi tidak dapat dibaca.',
    '{selection}: the list of publications cannot be read.',
  ],
  'index/other-selection': [
    '{selection}: daftar publikasi ini milik seleksi atau log lain.',
    '{selection}: this list of publications is of another selection or log.',
  ],
  'index/hidden': [
    '{selection}: hasil pada catatan {index} tidak ada di daftar publikasi.',
    '{selection}: the result in entry {index} is not in the list of publications.',
  ],
  'index/differs': [
    '{pub}: sidik {file} di daftar publikasi berbeda dari catatan {index}.',
    '{pub}: the digest of {file} in the list differs from entry {index}.',
  ],
  'index/entry': [
    '{pub}: catatan {index} bukan catatan untuk {file}.',
    '{pub}: entry {index} is not the entry of {file}.',
  ],
  'index/chain': [
    '{pub}: catatan peringkat tidak menunjuk aturan dan data yang sama.',
    '{pub}: the entry of the ranking does not point to the same rules and data.',
  ],
  'package/whole': [
    '{pub}: keterangan data cocok dengan nama foldernya.',
    '{pub}: the data package matches the name of its folder.',
  ],
  'package/differs': [
    '{pub}: keterangan data berbeda dari nama foldernya.',
    '{pub}: the data package differs from the name of its folder.',
  ],
  'package/missing': ['{pub}: keterangan data tidak ada.', '{pub}: the data package is missing.'],
  'package/file': [
    '{pub}: sidik {file} di keterangan data berbeda dari berkasnya.',
    '{pub}: the digest of {file} in the data package differs from the file.',
  ],
  'file/whole': [
    '{pub}: {file} sama dengan catatan {index}.',
    '{pub}: {file} is the same as in entry {index}.',
  ],
  'file/missing': ['{pub}: {file} tidak ada.', '{pub}: {file} is missing.'],
  'file/differs': [
    '{pub}: {file} berbeda dari catatan {index}.',
    '{pub}: {file} differs from entry {index}.',
  ],
  'file/unreadable': ['{pub}: {file} tidak dapat dibaca.', '{pub}: {file} cannot be read.'],
  'file/rows': [
    '{pub}: akar baris {file} berbeda dari catatan {index}.',
    '{pub}: the root of the rows of {file} differs from entry {index}.',
  ],
  'file/personal': [
    '{pub}: participants.csv memuat tanggal lahir.',
    '{pub}: participants.csv contains birth dates.',
  ],
  'rules/first': [
    '{pub}: aturan sudah terbit (catatan {index}) sebelum nilai pertama dicatat.',
    '{pub}: the rules were published (entry {index}) before the first score.',
  ],
  'rules/late': [
    '{pub}: aturan baru terbit pada catatan {index}, setelah nilai pertama pada catatan {first}.',
    '{pub}: the rules were published in entry {index}, after the first score in entry {first}.',
  ],
  'rules/refused': [
    '{pub}: aturan tidak dapat dipakai untuk menghitung.',
    '{pub}: the rule set cannot be used to compute.',
  ],
  'rank/equal': [
    '{pub}: peringkat {rows} peserta dihitung ulang, sama sampai byte terakhir.',
    '{pub}: the ranking of {rows} participants was recomputed, the same to the last byte.',
  ],
  'rank/differs': [
    '{pub}: hasil hitung ulang berbeda di {count} kolom. Yang pertama: baris {line}, {column}.',
    '{pub}: the recomputed result differs in {count} cells. The first: line {line}, {column}.',
  ],
  'rank/refused': [
    '{pub}: peringkat tidak dapat dihitung dari berkas ini.',
    '{pub}: the ranking cannot be computed from these files.',
  ],
  'rank/absence': [
    '{pub}: {count} baris diputus karena nilai rata-rata atau usia tidak ada.',
    '{pub}: {count} rows were decided by an absent average or age.',
  ],
  'scores/equal': [
    '{pub}: nilai {rows} peserta sama dengan {entries} catatan nilai, dan sebaliknya.',
    '{pub}: the scores of {rows} participants equal {entries} score entries, and the reverse.',
  ],
  'scores/differs': [
    '{pub}: {count} nilai berbeda dari catatannya. Yang pertama: baris {line}, {column}.',
    '{pub}: {count} scores differ from their entries. The first: line {line}, {column}.',
  ],
  'scores/no-row': [
    '{pub}: ada {count} catatan nilai tanpa baris peserta. Yang pertama: catatan {index}.',
    '{pub}: {count} score entries have no row. The first: entry {index}.',
  ],
  'screening/equal': [
    '{pub}: jumlah peserta memenuhi syarat sama dengan keputusan di log, di {count} formasi.',
    '{pub}: the eligible are as many as the decisions in the log, in {count} formations.',
  ],
  'screening/differs': [
    '{pub}: jumlah memenuhi syarat berbeda dari log di {count} formasi. Yang pertama: {formation}, berkas {found}, log {expected}.',
    '{pub}: the number of eligible differs from the log in {count} formations. The first: {formation}, file {found}, log {expected}.',
  ],
  'screening/reasons': [
    '{selection}: {count} keputusan memakai alasan di luar katalog. Yang pertama: catatan {index}.',
    '{selection}: {count} decisions use a reason outside the catalogue. The first: entry {index}.',
  ],
  'seats/equal': [
    '{pub}: jumlah kursi {count} formasi sama dengan yang diumumkan.',
    '{pub}: the seats of {count} formations are those announced.',
  ],
  'seats/differs': [
    '{pub}: jumlah kursi berbeda dari pengumuman di {count} formasi. Yang pertama: {formation}.',
    '{pub}: the seats differ from the announcement in {count} formations. The first: {formation}.',
  ],
  'decisions/equal': [
    '{pub}: {count} putusan setelah peringkat sama dengan catatannya.',
    '{pub}: {count} decisions after the ranking equal their entries.',
  ],
  'decisions/differs': [
    '{pub}: putusan setelah peringkat berbeda dari log pada catatan {index}.',
    '{pub}: the decisions after the ranking differ from the log at entry {index}.',
  ],
} as const satisfies { readonly [code: string]: readonly [id: string, en: string] }

export type CheckCode = keyof typeof SENTENCES

export function isCheckCode(code: string): code is CheckCode {
  return Object.hasOwn(SENTENCES, code)
}

/** 31507 as 31.507 or 31,507. */
export function grouped(value: number, lang: Lang): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, lang === 'id' ? '.' : ',')
}

export function sentence(
  code: CheckCode,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return SENTENCES[code][lang === 'id' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? grouped(value, lang) : (value ?? '')
  })
}

const STAGES: { readonly [stage: string]: readonly [id: string, en: string] } = {
  skdResult: ['hasil SKD', 'SKD result'],
  finalResult: ['hasil akhir', 'final result'],
}

/** How a publication is called in a line: its round, its stage, and its number where it is not the first. */
export function publicationName(selection: string, stage: string, n: number, lang: Lang): string {
  const name = STAGES[stage]?.[lang === 'id' ? 0 : 1] ?? stage
  return `${selection}, ${name}${n === 1 ? '' : ` ${n}`}`
}
