// The agency's zone as minutes east of UTC, which is how the rules count days. The zones of Indonesia have no
// summer time, so one number holds all year; it is that of today, since Pontianak was an hour further until 1988.
const shifts = new Map<string, number>()

export function zoneMinutesOf(zone: string): number {
  const known = shifts.get(zone)
  if (known !== undefined) return known
  const part = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(Date.UTC(2024, 0, 1))
    .find((one) => one.type === 'timeZoneName')
  const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(part?.value ?? '')
  if (match === null) throw new Error(`no shift known for zone ${zone}`)
  const minutes =
    match[1] === undefined ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
  shifts.set(zone, minutes)
  return minutes
}
