// Calendar days of the demonstration, counted without a clock: every date is derived from the dates that the
// caller names, so that the same call gives the same round on any day.

const DAY = 86_400_000

/** "2026-09-12" plus days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

/** The same day so many years before; 29 February becomes 28 February. */
export function yearsBefore(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) - years).padStart(4, '0')
  const same = `${year}${date.slice(4)}`
  const exists = new Date(`${same}T00:00:00Z`).toISOString().slice(0, 10) === same
  return exists ? same : `${year}-02-28`
}

/** A moment in Pontianak (WIB). */
export function wib(date: string, minutes: number, seconds = 0): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds)}+07:00`
}

const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const

/** "12 September 2026" */
export function writtenDate(date: string): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`
}
