// What stands in one cell of a score file: presence, points of an SKD part, an SKB total in thousandths. Ranges and
// steps come from the rule set; an unclear cell is reported, never guessed.

export type SkdPart = 'twk' | 'tiu' | 'tkp'

/** `h` present, `th` absent, `dis` disqualified (public-data.md 2). */
export type ScoreStatus = 'h' | 'th' | 'dis'

/** The part of a rule set that this reader needs; `points.correct` exists where a part moves in whole answers. */
export type ScoreRules = {
  skd: {
    parts: readonly {
      id: string
      max: { value: number }
      points: { correct?: { value: number } }
    }[]
  }
  skb: { scale: { value: number } }
}

export type Field = 'person' | 'status' | SkdPart | 'total' | 'skb' | 'skbMilli'

/** What an empty score means in a file, chosen by a person. */
export type AbsentMark = '' | '-' | 'None'

export const PARTS: readonly SkdPart[] = ['twk', 'tiu', 'tkp']
const MILLI = 1000

const STATUSES: Record<string, ScoreStatus> = {
  h: 'h',
  hadir: 'h',
  th: 'th',
  'tidak hadir': 'th',
  dis: 'dis',
  didiskualifikasi: 'dis',
  diskualifikasi: 'dis',
}

export type Report = (field: Field, code: string, text: string) => void
export type Read = (field: Field) => string

export function readStatus(
  read: Read,
  hasColumn: boolean,
  scoreFields: readonly Field[],
  absentMark: AbsentMark | undefined,
  report: Report,
): ScoreStatus | null {
  if (hasColumn) {
    const text = read('status')
    const status = STATUSES[text.toLowerCase()]
    if (!status)
      report(
        'status',
        'unknown-status',
        `status tertulis "${text}". Tulis h (hadir), th (tidak hadir), atau dis (didiskualifikasi).`,
      )
    return status ?? null
  }
  const marks = scoreFields.filter((field) => /^(?:|-|none)$/i.test(read(field)))
  if (marks.length === 0) return 'h'
  if (absentMark !== undefined && scoreFields.every((field) => read(field) === absentMark)) return 'th'
  const field = marks[0] ?? 'person'
  const shown = read(field) === '' ? 'kosong' : `berisi "${read(field)}"`
  report(
    field,
    'unclear-absence',
    `nilai ${shown} tanpa status. Tambahkan kolom status, atau pilih arti tanda itu.`,
  )
  return null
}

export function readParts(read: Read, rules: ScoreRules, report: Report): Record<SkdPart, number> | null {
  const points: Partial<Record<SkdPart, number>> = {}
  for (const part of PARTS) {
    const rule = rules.skd.parts.find((one) => one.id === part)
    if (!rule) throw new Error(`rule set has no SKD part ${part}`)
    const text = read(part)
    const name = part.toUpperCase()
    if (/^(?:|-|none)$/i.test(text)) {
      report(
        part,
        'score-missing',
        `peserta hadir, tetapi nilai ${name} tidak ada. Isi nilainya atau ubah statusnya.`,
      )
      continue
    }
    if (!/^\d{1,4}$/.test(text)) {
      report(
        part,
        'not-whole',
        `nilai ${name} tertulis "${text}". Nilai ${name} adalah angka bulat tanpa titik dan koma.`,
      )
      continue
    }
    const value = Number(text)
    const step = rule.points.correct?.value
    if (value > rule.max.value) {
      report(
        part,
        'out-of-range',
        `nilai ${name} tertulis ${value}. Paling tinggi ${rule.max.value}. Periksa berita acara.`,
      )
    } else if (step !== undefined && value % step !== 0) {
      report(
        part,
        'not-a-step',
        `nilai ${name} tertulis ${value}. Nilai ${name} selalu kelipatan ${step}. Periksa berita acara.`,
      )
    } else points[part] = value
  }
  const { twk, tiu, tkp } = points
  return twk === undefined || tiu === undefined || tkp === undefined ? null : { twk, tiu, tkp }
}

export type DecimalSigns = { first: { sign: string; row: string } | null }

export function readSkb(read: Read, scale: number, signs: DecimalSigns, report: Report): number | null {
  const highest = scale * MILLI
  if (read('skbMilli') !== '') {
    const text = read('skbMilli')
    if (!/^\d{1,7}$/.test(text) || Number(text) > highest) {
      report(
        'skbMilli',
        'out-of-range',
        `nilai tertulis "${text}". Tulis perseribu, antara 0 dan ${highest}.`,
      )
      return null
    }
    return Number(text)
  }
  const text = read('skb')
  if (/^(?:|-|none)$/i.test(text)) {
    report(
      'skb',
      'score-missing',
      'peserta hadir, tetapi nilai SKB tidak ada. Isi nilainya atau ubah statusnya.',
    )
    return null
  }
  const match = /^(\d{1,3})(?:([.,])(\d+))?$/.exec(text)
  if (!match) {
    report(
      'skb',
      'bad-number',
      `nilai SKB tertulis "${text}". Tulis angka dengan satu tanda desimal, misalnya 73,585.`,
    )
    return null
  }
  const [, units = '', sign, decimals = ''] = match
  if (sign) {
    signs.first ??= { sign, row: text }
    if (signs.first.sign !== sign) {
      report(
        'skb',
        'mixed-decimal-sign',
        `nilai ${text} memakai tanda lain daripada ${signs.first.row}. Pakai satu tanda desimal di seluruh berkas.`,
      )
      return null
    }
  }
  if (decimals.length > 3) {
    report(
      'skb',
      'too-many-decimals',
      `nilai SKB tertulis ${text}. Paling banyak 3 angka di belakang koma. Periksa sumbernya.`,
    )
    return null
  }
  const milli = Number(units) * MILLI + Number(decimals.padEnd(3, '0'))
  if (milli > highest) {
    report('skb', 'out-of-range', `nilai SKB tertulis ${text}. Paling tinggi ${scale}. Periksa berita acara.`)
    return null
  }
  return milli
}
