// The seats of the demonstration: 229 formations with 388 seats, as many as the city announced in 2024, of which
// 26 are our own rows built for the ranking rules. All positions, units and numbers together are invented.

import { qualificationId, stableId } from '../publish/formation-cells.ts'
import type { ImportedFormation } from '../publish/formation-import.ts'
import {
  ASKED_BY_HEALTH_CENTRE,
  ASKED_BY_HOSPITAL,
  ASKED_BY_OFFICE,
  ASKED_EVERYWHERE,
  POSITIONS,
} from './lists/catalogue.ts'
import type { CataloguePosition, PositionKey } from './lists/catalogue.ts'
import { OWN_FORMATIONS } from './lists/own-formations.ts'
import { HEALTH_CENTRES, HEALTH_SERVICES, HOSPITALS, OFFICES } from './lists/places.ts'
import { stream } from './random.ts'

export const DEMO_AGENCY = { id: '6671', name: 'Pemerintah Kota Pontianak' } as const

// Facts of the 2024 round (shared data, pontianak/SOURCE.md): formations, seats, of which health and disability.
const FORMATIONS = 229
const SEATS = 388
const HEALTH_SEATS = 61
const DISABILITY_SEATS = 8
const MOST_EXTRA_SEATS = 5

type Draft = {
  id: string
  unitPath: string[]
  position: Pick<CataloguePosition, 'title' | 'level' | 'programmes' | 'group' | 'minGpaX100'>
  formationType: string
  seats: number
  note?: string
}

export function demoFormations(seed: string): ImportedFormation[] {
  const own = OWN_FORMATIONS.map((row): Draft => ({
    id: row.id,
    unitPath: row.unitPath.split(' | '),
    position: {
      title: row.position,
      level: row.level,
      programmes: row.programmes.split('; '),
      group: row.unitPath.startsWith('Dinas Kesehatan') ? 'health' : 'technical',
      minGpaX100: row.minGpaX100,
    },
    formationType: row.needType,
    seats: row.seats,
    note: row.note,
  }))
  const ownHealthSeats = seatsOf(own.filter((one) => one.position.group === 'health'))
  const ownDisabilitySeats = seatsOf(own.filter((one) => one.formationType === 'disability'))
  const wanted = FORMATIONS - own.length
  const taken = new Set(own.map(needOf))
  const free = (draft: Draft) => !taken.has(needOf(draft))

  const chance = stream(seed, 'formations')
  const healthWanted = Math.min(40, HEALTH_SEATS - ownHealthSeats)
  const health = healthNeeds().filter(free).slice(0, healthWanted)
  const disabilityWanted = DISABILITY_SEATS - ownDisabilitySeats
  const technical = technicalNeeds()
    .filter(free)
    .slice(0, wanted - health.length - disabilityWanted)
  // Special needs stand beside a general one of the same position and unit, as the filling rules expect.
  const disability = chance
    .shuffle(technical.filter((one) => one.position.level !== 'SLTA'))
    .slice(0, disabilityWanted)
    .map((one): Draft => ({ ...one, formationType: 'disability', seats: 1 }))
  addSeats(health, HEALTH_SEATS - ownHealthSeats - health.length, seed, 'health')
  addSeats(
    technical,
    SEATS - seatsOf(own) - seatsOf(health) - seatsOf(disability) - technical.length,
    seed,
    'technical',
  )
  const drafts = [...own, ...health, ...technical, ...disability]
  return drafts.map((draft, index) => finish(draft, index + 1))
}

function healthNeeds(): Draft[] {
  const drafts: Draft[] = []
  for (const hospital of HOSPITALS) {
    for (const key of ASKED_BY_HOSPITAL) drafts.push(need(key, 'Dinas Kesehatan', hospital))
  }
  for (const service of HEALTH_SERVICES) {
    drafts.push(need(service.includes('Mata') ? 'optician' : 'laboratory', 'Dinas Kesehatan', service))
  }
  // One need a centre, and each kind of need comes back every tenth centre.
  HEALTH_CENTRES.forEach((centre, index) => {
    const key = ASKED_BY_HEALTH_CENTRE[index % ASKED_BY_HEALTH_CENTRE.length] ?? 'midwife'
    drafts.push(need(key, 'Dinas Kesehatan', centre))
  })
  HEALTH_CENTRES.forEach((centre, index) => {
    const key = ASKED_BY_HEALTH_CENTRE[(index + 4) % ASKED_BY_HEALTH_CENTRE.length] ?? 'midwife'
    drafts.push(need(key, 'Dinas Kesehatan', centre))
  })
  return drafts
}

function technicalNeeds(): Draft[] {
  const drafts: Draft[] = []
  for (const [short, office] of OFFICES) {
    for (const asked of ASKED_BY_OFFICE[short] ?? []) {
      const [key, department] = asked.split('@')
      drafts.push(need(key as PositionKey, office, ...(department ? [department] : [])))
    }
  }
  // Every office starts elsewhere in the list, so that the seats are not all of one kind.
  for (let turn = 0; turn < ASKED_EVERYWHERE.length; turn += 1) {
    OFFICES.forEach(([, office], index) => {
      const key = ASKED_EVERYWHERE[(index + turn) % ASKED_EVERYWHERE.length]
      if (key) drafts.push(need(key, office, 'Sekretariat'))
    })
  }
  return drafts
}

function need(key: PositionKey, ...unitPath: string[]): Draft {
  return { id: '', unitPath, position: POSITIONS[key], formationType: 'general', seats: 1 }
}

function needOf(draft: Draft): string {
  return [draft.position.title, ...draft.unitPath].join('|')
}

function seatsOf(drafts: readonly Draft[]): number {
  return drafts.reduce((sum, one) => sum + one.seats, 0)
}

/** Most formations keep one seat; what is left goes to few, as in the national list of 2024. */
function addSeats(drafts: readonly Draft[], extra: number, seed: string, group: string): void {
  const chance = stream(seed, 'seats', group)
  for (let left = extra; left > 0;) {
    const draft = chance.pick(drafts)
    const more = Math.min(
      left,
      draft.seats > 1
        ? 0
        : chance.weighted([
            [1, 70],
            [2, 20],
            [3, 7],
            [MOST_EXTRA_SEATS, 3],
          ]),
    )
    draft.seats += more
    left -= more
    if (drafts.every((one) => one.seats > 1)) {
      drafts[0]!.seats += left
      break
    }
  }
}

function finish(draft: Draft, number: number): ImportedFormation {
  const programmes = draft.position.programmes.map((name) => ({ name }))
  return {
    formationId: draft.id === '' ? `PTK-${String(number).padStart(3, '0')}` : draft.id,
    agencyId: DEMO_AGENCY.id,
    agencyName: DEMO_AGENCY.name,
    positionId: stableId('p', draft.position.title),
    positionTitle: draft.position.title,
    qualificationId: qualificationId(draft.position.level, programmes),
    level: draft.position.level,
    programmes,
    unitId: stableId('u', DEMO_AGENCY.name, draft.unitPath.join('|')),
    unitPath: draft.unitPath,
    formationType: draft.formationType,
    seats: draft.seats,
    ...(draft.position.minGpaX100 === undefined ? {} : { minGpaX100: draft.position.minGpaX100 }),
    openToDisability: true,
    ...(draft.note === undefined ? {} : { note: draft.note }),
  }
}
