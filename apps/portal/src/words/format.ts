// How dates, times, numbers, sizes and identity numbers are written, in both languages. Always the agency's
// zone, never the one of process or browser. Formatters are kept, because making one costs more than a page.
import type { Lang } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const keptMoments = 2_000

const NAMES = {
  id: {
    days: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
    months: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
      ' ',
    ),
    short: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
    at: 'pukul',
    left: { day: 'hari lagi', hour: 'jam lagi', minute: 'menit lagi', passed: 'sudah lewat' },
  },
  en: {
    days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
    short: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    at: 'at',
    left: { day: 'days left', hour: 'hours left', minute: 'minutes left', passed: 'has passed' },
  },
} as const

/** A moment: milliseconds since 1970, a Date, or an ISO text with its offset. */
export type Moment = number | Date | string

export interface Zone {
  readonly name: string
  readonly label: string
}
export const WIB: Zone = { name: 'Asia/Pontianak', label: 'WIB' }

interface Parts {
  year: number
  month: number
  day: number
  weekday: number
  hour: string
  minute: string
  second: string
}

export interface Format {
  readonly lang: Lang
  /** Sabtu, 12 September 2026 */
  date: (at: Moment) => string
  /** Sabtu, 12 September 2026 pukul 23.59 WIB */
  dateTime: (at: Moment) => string
  /** 12 Sep 2026; tables only. */
  shortDate: (at: Moment) => string
  /** pukul 23.59 WIB */
  time: (at: Moment) => string
  /** 23.59.07 WIB */
  clock: (at: Moment) => string
  /** Sabtu, 12 September 2026, of a calendar day written YYYY-MM-DD. */
  day: (localDate: string) => string
  /** 12 Sep 2026, of a calendar day. */
  shortDay: (localDate: string) => string
  /** 1–12 September 2026, of two calendar days, both included. */
  dayRange: (first: string, last: string) => string
  /** The same of two moments; the end is the closing second, which no longer counts. */
  window: (opensAt: Moment, closesAt: Moment) => string
  /** The last minute that counts: a window that closes at 00.00 is written 23.59 of the day before. */
  deadline: (closesAt: Moment) => string
  /** Deadline and what is left: "Sabtu, 12 September 2026 pukul 23.59 WIB, 3 hari lagi". */
  deadlineLeft: (closesAt: Moment, now: Moment) => string
  /** 3 hari lagi; under two days hours, under one hour minutes. */
  left: (until: Moment, now: Moment) => string
  /** 5.248 */
  number: (n: number | bigint) => string
  /** An integer in units of 10^-digits: decimal(73585, 3) is 73,585. */
  decimal: (units: number | bigint, digits: number) => string
  /** percent(136, 1000) is 13,6%; rounded half up to tenths, whole ones without a comma. */
  percent: (part: number, whole: number) => string
  /** Rp2.785.700 */
  money: (rupiah: number | bigint) => string
  /** 300 KB; 2,4 MB */
  fileSize: (bytes: number) => string
  /** satu, dua, dan tiga */
  list: (items: readonly string[]) => string
  /** The calendar day of a moment in the agency's zone, YYYY-MM-DD. */
  localDate: (at: Moment) => string
}

function millis(at: Moment): number {
  const ms = typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at)
  if (Number.isNaN(ms)) throw new Error(`not a moment: ${String(at)}`)
  return ms
}

function calendar(localDate: string): { year: number; month: number; day: number; weekday: number } {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(localDate)
  if (!m) throw new Error(`not a calendar day: ${localDate}`)
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator)
}

function make(lang: Lang, zone: Zone): Format {
  const names = NAMES[lang]
  const [group, point] = lang === 'id' ? ['.', ','] : [',', '.']
  const colon = lang === 'id' ? '.' : ':'
  const parts24 = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone.name,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })

  // A page tells few moments, the next page mostly the same ones.
  const known = new Map<number, Parts>()
  function partsOf(at: Moment): Parts {
    const ms = millis(at)
    const held = known.get(ms)
    if (held !== undefined) return held
    if (known.size >= keptMoments) known.clear()
    const parts = read(ms)
    known.set(ms, parts)
    return parts
  }
  function read(ms: number): Parts {
    const found: Record<string, string> = {}
    for (const { type, value } of parts24.formatToParts(ms)) found[type] = value
    const [year, month, day] = [Number(found.year), Number(found.month), Number(found.day)]
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
    return {
      year,
      month,
      day,
      weekday,
      hour: found.hour ?? '',
      minute: found.minute ?? '',
      second: found.second ?? '',
    }
  }

  const month = (m: number) => names.months[m - 1] ?? ''
  const long = (p: { year: number; month: number; day: number; weekday: number }) =>
    `${names.days[p.weekday]}, ${p.day} ${month(p.month)} ${p.year}`
  const short = (p: { year: number; month: number; day: number }) =>
    `${p.day} ${names.short[p.month - 1]} ${p.year}`
  const hm = (p: Parts) => `${p.hour}${colon}${p.minute} ${zone.label}`
  const iso = (p: { year: number; month: number; day: number }) =>
    `${String(p.year).padStart(4, '0')}-${String(p.month).padStart(2, '0')}-${String(p.day).padStart(2, '0')}`
  const lastMinute = (closesAt: Moment) => millis(closesAt) - 1

  const format: Format = {
    lang,
    date: (at) => long(partsOf(at)),
    dateTime(at) {
      const p = partsOf(at)
      return `${long(p)} ${names.at} ${hm(p)}`
    },
    shortDate: (at) => short(partsOf(at)),
    time: (at) => `${names.at} ${hm(partsOf(at))}`,
    clock(at) {
      const p = partsOf(at)
      return `${p.hour}${colon}${p.minute}${colon}${p.second} ${zone.label}`
    },
    day: (localDate) => long(calendar(localDate)),
    shortDay: (localDate) => short(calendar(localDate)),
    dayRange(first, last) {
      const [a, b] = [calendar(first), calendar(last)]
      const end = `${b.day} ${month(b.month)} ${b.year}`
      if (first === last) return end
      if (a.year !== b.year) return `${a.day} ${month(a.month)} ${a.year}–${end}`
      if (a.month !== b.month) return `${a.day} ${month(a.month)}–${end}`
      return `${a.day}–${end}`
    },
    window: (opensAt, closesAt) =>
      format.dayRange(format.localDate(opensAt), format.localDate(lastMinute(closesAt))),
    deadline: (closesAt) => format.dateTime(lastMinute(closesAt)),
    deadlineLeft: (closesAt, now) => `${format.deadline(closesAt)}, ${format.left(closesAt, now)}`,
    left(until, now) {
      const ms = millis(until) - millis(now)
      if (ms <= 0) return names.left.passed
      const [n, unit] =
        ms >= 2 * DAY
          ? [Math.floor(ms / DAY), 'day' as const]
          : ms >= HOUR
            ? [Math.floor(ms / HOUR), 'hour' as const]
            : [Math.max(1, Math.floor(ms / MINUTE)), 'minute' as const]
      const word: string = names.left[unit]
      return `${n} ${n === 1 && lang === 'en' ? word.replace('s left', ' left') : word}`
    },
    number(n) {
      const text = String(n)
      const negative = text.startsWith('-')
      return (negative ? '−' : '') + grouped(negative ? text.slice(1) : text, group)
    },
    decimal(units, digits) {
      const text = String(units)
      const negative = text.startsWith('-')
      const body = (negative ? text.slice(1) : text).padStart(digits + 1, '0')
      const whole = grouped(body.slice(0, body.length - digits), group)
      return (negative ? '−' : '') + (digits === 0 ? whole : `${whole}${point}${body.slice(-digits)}`)
    },
    percent(part, whole) {
      if (whole === 0) return '0%'
      const tenths = Math.floor((part * 2000 + whole) / (2 * whole))
      return `${tenths % 10 === 0 ? format.number(tenths / 10) : format.decimal(tenths, 1)}%`
    },
    money: (rupiah) => `Rp${format.number(rupiah)}`,
    fileSize(bytes) {
      if (bytes < 1024 * 1024) return `${format.number(Math.max(1, Math.ceil(bytes / 1024)))} KB`
      const tenths = Math.ceil((bytes * 10) / (1024 * 1024))
      return `${tenths % 10 === 0 ? format.number(tenths / 10) : format.decimal(tenths, 1)} MB`
    },
    list(items) {
      if (items.length < 2) return items[0] ?? ''
      const and = lang === 'id' ? 'dan' : 'and'
      if (items.length === 2) return `${items[0]} ${and} ${items[1]}`
      return `${items.slice(0, -1).join(', ')}, ${and} ${items.at(-1)}`
    },
    localDate: (at) => iso(partsOf(at)),
  }
  return format
}

const made = new Map<string, Format>()

/** `format('id').dateTime(at)`. The zone is the agency's; the standard one is Asia/Pontianak. */
export function format(lang: Lang, zone: Zone = WIB): Format {
  const key = `${lang} ${zone.name} ${zone.label}`
  let found = made.get(key)
  if (!found) {
    found = make(lang, zone)
    made.set(key, found)
  }
  return found
}

/** In groups of four, for its owner only: 6171 0412 0990 0001. */
export function ownNik(nik: string): string {
  return nik.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** For everybody else: the last four digits only. */
export function maskNik(nik: string): string {
  return `•••• •••• •••• ${nik.slice(-4)}`
}

/** A fingerprint in groups of four, shortened: 7f3a 91c0 5be2. */
export function shortHash(hex: string, groups = 3): string {
  return (hex.slice(0, groups * 4).match(/.{1,4}/g) ?? []).join(' ')
}
