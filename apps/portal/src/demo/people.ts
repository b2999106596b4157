// People who do not exist, in the manner of those who apply: names of the province's communities, addresses in
// streets that are not there, identity numbers with serials that no register gives out, mail and telephone
// numbers that reach nobody. Education is fitted to the formation that the person chooses.

import type { ImportedFormation } from '../publish/formation-import.ts'
import { addDays, daysBetween, yearsBefore } from './calendar.ts'
import {
  BIRTH_PLACES,
  HEALTH_SCHOOLS,
  NAMES,
  POLYTECHNICS,
  SECONDARY_SCHOOLS,
  STREETS,
  UNIVERSITIES,
} from './lists/names.ts'
import { KELURAHAN } from './lists/places.ts'
import { stream } from './random.ts'
import type { Stream } from './random.ts'

export type DemoEducation = {
  level: string
  programme: string
  institution: string
  accreditation: 'Unggul' | 'Baik Sekali' | 'Baik'
  graduated: string
  diplomaNumber: string
  /** IPK times 100; for senior secondary education the diploma average times 100. */
  gradeX100: number
}

export type DemoPerson = {
  personId: string
  name: string
  sex: 'L' | 'P'
  birthPlace: string
  birthDate: string
  nik: string
  motherName: string
  email: string
  phone: string
  address: {
    street: string
    rt: string
    rw: string
    kelurahan: string
    kelurahanCode: string
    kecamatan: string
    city: string
  }
  education: DemoEducation
  /** Only for people who apply for a seat for people with disabilities. */
  disability?: string
}

/** What has to be wrong with a person for the reason that the screening will find. */
export type DemoFlaw = 'none' | 'too-old' | 'low-grade' | 'other-programme' | 'other-level'

export type PersonWish = {
  formation: ImportedFormation
  flaw: DemoFlaw
  /** Last day of the application period, on which age counts here. */
  closes: string
  age: { min: number; max: number }
}

// Serials from here up are not reached in practice (shared data, nik/SOURCE.md).
const FIRST_SERIAL = 9900
const LAST_SERIAL = 9999

const DISABILITIES: readonly (readonly [string, number])[] = [
  ['Daksa (memakai tongkat)', 40],
  ['Daksa (memakai kursi roda)', 20],
  ['Rungu (memakai alat bantu dengar)', 20],
  ['Netra (penglihatan kurang)', 15],
  ['Wicara', 5],
]

const OTHER_PROGRAMMES: Readonly<Record<string, readonly string[]>> = {
  'D-III': ['D-III PERHOTELAN', 'D-III BAHASA INGGRIS', 'D-III TEKNIK ELEKTRO', 'D-III PERPAJAKAN'],
  PROFESI: ['S-1 KESEHATAN MASYARAKAT', 'S-1 FARMASI', 'S-1 KEPERAWATAN'],
  default: [
    'S-1 FILSAFAT',
    'S-1 SASTRA INGGRIS',
    'S-1 KEHUTANAN',
    'S-1 FISIKA',
    'S-1 PETERNAKAN',
    'S-1 TEKNIK ELEKTRO',
  ],
}

/** Makes people one after the other; it remembers the identity numbers it gave. */
export function personMaker(seed: string): (number: number, wish: PersonWish) => DemoPerson {
  const serials = new Map<string, number>()
  return (number, wish) => {
    const chance = stream(seed, 'person', number)
    const personId = `D${String(number).padStart(5, '0')}`
    const sex = chance.chance(womenPerMille(wish.formation)) ? 'P' : 'L'
    const home = chance.pick(KELURAHAN)
    const origin = chance.pick(KELURAHAN)
    const education = educationOf(chance, wish)
    let birthDate = birthDateOf(chance, wish)
    let nik = nikOf(origin.code, birthDate, sex, serials)
    // A day on which all hundred serials are given is left for the day before; nobody notices a day.
    for (let tries = 0; nik === null && tries < 30; tries += 1) {
      birthDate = addDays(birthDate, 1)
      nik = nikOf(origin.code, birthDate, sex, serials)
    }
    const name = nameOf(chance, sex)
    return {
      personId,
      name,
      sex,
      birthPlace: chance.weighted(BIRTH_PLACES),
      birthDate,
      nik: nik ?? '',
      motherName: nameOf(chance, 'P'),
      email: `${mailName(name)}.${number}@contoh.invalid`,
      // 0800 belongs to no mobile network, and the rest is too long for a free-phone number.
      phone: `0800000${String(number).padStart(6, '0')}`,
      address: {
        street: `Jalan Contoh ${chance.pick(STREETS)} ${chance.between(1, 9)} No. ${chance.between(1, 120)}`,
        rt: String(chance.between(1, 12)).padStart(3, '0'),
        rw: String(chance.between(1, 30)).padStart(3, '0'),
        kelurahan: home.name,
        kelurahanCode: home.code,
        kecamatan: home.kecamatan,
        city: 'Kota Pontianak',
      },
      education,
      ...(wish.formation.formationType === 'disability' ? { disability: chance.weighted(DISABILITIES) } : {}),
    }
  }
}

function nameOf(chance: Stream, sex: 'L' | 'P'): string {
  const list = chance.weighted(NAMES.map((one) => [one, one.share] as const))
  const parts = [chance.pick(sex === 'L' ? list.male : list.female)]
  const seconds = sex === 'L' ? list.maleSecond : list.femaleSecond
  if (chance.chance(860)) parts.push(chance.pick(seconds))
  if (parts.length === 1 || chance.chance(list.familyPerMille)) parts.push(chance.pick(list.family))
  if (parts.length === 2 && chance.chance(120)) parts.push(chance.pick(seconds))
  return [...new Set(parts)].join(' ')
}

function mailName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .split(' ')
    .slice(0, 2)
    .join('.')
}

function womenPerMille(formation: ImportedFormation): number {
  if (/BIDAN/.test(formation.positionTitle)) return 1000
  if (/POLISI PAMONG|PEMADAM|PENGUJI KENDARAAN/.test(formation.positionTitle)) return 180
  return formation.unitPath[0] === 'Dinas Kesehatan' ? 740 : 540
}

/** Ages end at the day on which the next birthday would exceed the limit; the flaw lies beyond it. */
function birthDateOf(chance: Stream, wish: PersonWish): string {
  const youngest =
    wish.formation.level === 'SLTA' ? wish.age.min : Math.max(wish.age.min, graduateAge(wish.formation.level))
  const oldestDay = yearsBefore(wish.closes, wish.age.max)
  if (wish.flaw === 'too-old') return addDays(oldestDay, -chance.between(3, 1400))
  const youngestDay = yearsBefore(wish.closes, youngest)
  const span = daysBetween(oldestDay, youngestDay) - 40
  // Most apply within some years of their degree: the smaller of two draws leans to the young side.
  const back = Math.min(chance.between(0, span), chance.between(0, span))
  return addDays(youngestDay, -back)
}

function graduateAge(level: string): number {
  if (level === 'D-III') return 21
  return level === 'PROFESI' ? 24 : level === 'SPESIALIS' ? 30 : 22
}

/** Province to district of first issue, birth date (women 40 added to the day), serial from 9900. */
function nikOf(code: string, birthDate: string, sex: 'L' | 'P', serials: Map<string, number>): string | null {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const written = String(Number(day) + (sex === 'P' ? 40 : 0)).padStart(2, '0')
  const head = `${code.replaceAll('.', '').slice(0, 6)}${written}${month}${year.slice(2)}`
  const serial = serials.get(head) ?? FIRST_SERIAL
  if (serial > LAST_SERIAL) return null
  serials.set(head, serial + 1)
  return `${head}${serial}`
}

function educationOf(chance: Stream, wish: PersonWish): DemoEducation {
  const { formation, flaw } = wish
  const accepted = chance.pick(formation.programmes).name
  let programme = accepted
  if (flaw === 'other-programme')
    programme = chance.pick(OTHER_PROGRAMMES[formation.level] ?? OTHER_PROGRAMMES.default ?? [accepted])
  if (flaw === 'other-level')
    programme =
      formation.level === 'D-III'
        ? 'SLTA/SMA SEDERAJAT'
        : accepted.replace(/^(?:S-1|D-IV|PROFESI|SPESIALIS) /, 'D-III ')
  const level = /^(S-1|D-III|D-IV|PROFESI|SPESIALIS)/.exec(programme)?.[1] ?? 'SLTA'
  const lowest = formation.minGpaX100 ?? 275
  const isSecondary = level === 'SLTA'
  let gradeX100 = isSecondary
    ? clamp(Math.round(8350 + 420 * chance.normal()), 7000, 9800)
    : clamp(Math.round(338 + 26 * chance.normal()), lowest, 400)
  if (formation.formationType === 'cumlaude') gradeX100 = clamp(gradeX100, 351, 400)
  if (flaw === 'low-grade') gradeX100 = lowest - chance.between(1, 35)
  const year = Number(wish.closes.slice(0, 4)) - chance.between(1, 6)
  return {
    level,
    programme,
    institution: institutionOf(chance, level, formation.unitPath[0] === 'Dinas Kesehatan'),
    accreditation: chance.weighted([
      ['Baik', 30],
      ['Baik Sekali', 50],
      ['Unggul', 20],
    ]),
    graduated: `${year}-${String(chance.between(6, 11)).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}`,
    diplomaNumber: `CONTOH/${year}/${String(chance.between(1, 99_999)).padStart(5, '0')}`,
    gradeX100,
  }
}

function institutionOf(chance: Stream, level: string, isHealth: boolean): string {
  if (level === 'SLTA') return `${chance.pick(SECONDARY_SCHOOLS)} ${chance.weighted(BIRTH_PLACES)}`
  if (level === 'D-III') return chance.pick(isHealth ? HEALTH_SCHOOLS : POLYTECHNICS)
  return chance.pick(UNIVERSITIES)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
