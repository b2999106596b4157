/**
 * Filling of unfilled seats (KepmenPANRB 320/2024 dictum 35; regulation.md section 8). The steps are
 * data of the rule set and run in order. A donor has a final score and no seat, meets the general
 * grades, and comes from the same agency, position and qualification. Best rank first; a person
 * fills at most one seat; the donor's own formation does not re-open.
 */
import { compareBytes } from './csv.ts'
import { competitionRanks, firstDifference, tieGroups } from './ranking.ts'
import type { Criterion, Order } from './ranking.ts'

/** What filling looks at in a formation. */
export interface Place {
  formationId: string
  agencyId: string
  positionId: string
  qualificationId: string
  unitId: string
  formationType: string
  generalGrades: string
  /** Central agencies that grouped their needs fill only inside the group; absent: not grouped. */
  seatGroup?: string | null
}

/** One of the ordered steps of a rule set. */
export interface FillingStep {
  n: number
  vacancy: 'general' | 'special' | 'any'
  donors: readonly ('general' | 'special' | 'sameSpecial' | 'otherSpecial' | 'any')[]
  place: 'same' | 'other'
  code: string
}

export interface Donor {
  participant: string
  formation: Place
  meets(grades: string): boolean
}

export interface Move<C extends string = Criterion> {
  participant: string
  from: string
  to: string
  step: number
  code: string
  /** Rank among the donors of the step, and how many there were. */
  rank: number
  donors: number
  /** Free seats the person could have been given, this one included. */
  options: string[]
  placement: 'only' | 'chosen' | 'lowestIdentifier'
  /** What separated the person from the best donor of the step who got none; null: there was none. */
  decidedBy: C | 'undecided' | null
}

export interface FillingTie {
  step: number
  participants: string[]
  formations: string[]
  seats: number
}

export interface Filling<C extends string = Criterion> {
  moves: Move<C>[]
  ties: FillingTie[]
}

/** The donors and seats among which filling moves people. */
export function fillingGroup(place: Place): string {
  const group = `${place.agencyId} ${place.positionId} ${place.qualificationId}`
  return place.seatGroup ? `${group} ${place.seatGroup}` : group
}

/** `free` (by formation) is reduced by what is given or reserved. */
export function fillSeats<K, C extends string>(
  steps: readonly FillingStep[],
  order: Order<K, C>,
  formations: readonly Place[],
  free: Map<string, number>,
  donors: readonly (K & Donor)[],
  choices: ReadonlyMap<string, string>,
): Filling<C> {
  const filling: Filling<C> = { moves: [], ties: [] }
  const hasSeat = (formation: Place) => (free.get(formation.formationId) ?? 0) > 0
  const waiting = Map.groupBy(donors, (donor) => fillingGroup(donor.formation))
  const vacancies = Map.groupBy(formations.filter(hasSeat), fillingGroup)

  for (const step of steps) {
    for (const [group, seats] of sortedEntries(vacancies)) {
      const candidates = (waiting.get(group) ?? []).filter((donor) =>
        seats.some((formation) => hasSeat(formation) && fits(step, donor, formation)),
      )
      if (candidates.length === 0) continue
      const gone = fillStep(step, order, seats, free, candidates, choices, filling)
      waiting.set(
        group,
        (waiting.get(group) ?? []).filter((donor) => !gone.has(donor.participant)),
      )
    }
  }
  return filling
}

/** One step for one group. Returns who has a seat now or waits for a decision. */
function fillStep<K, C extends string>(
  step: FillingStep,
  order: Order<K, C>,
  seats: readonly Place[],
  free: Map<string, number>,
  candidates: readonly (K & Donor)[],
  choices: ReadonlyMap<string, string>,
  filling: Filling<C>,
): Set<string> {
  const groups = tieGroups(order, candidates)
  const ranks = competitionRanks(groups)
  const moved: { donor: K & Donor; move: Move<C> }[] = []
  const gone = new Set<string>()
  const optionsOf = (donor: Donor) =>
    seats
      .filter((seat) => (free.get(seat.formationId) ?? 0) > 0 && fits(step, donor, seat))
      .map((seat) => seat.formationId)
      .toSorted(compareBytes)

  for (const group of groups) {
    for (const rivals of competing(group, optionsOf)) {
      const placed = place(rivals, optionsOf, free, choices)
      if (placed === null) {
        const formations = [...new Set(rivals.flatMap(optionsOf))].toSorted(compareBytes)
        const participants = rivals.map((donor) => donor.participant).toSorted(compareBytes)
        const reserved = formations.reduce((sum, id) => sum + (free.get(id) ?? 0), 0)
        filling.ties.push({ step: step.n, participants, formations, seats: reserved })
        for (const id of formations) free.set(id, 0)
        for (const id of participants) gone.add(id)
        continue
      }
      for (const { donor, to, options } of placed) {
        const choice = choices.get(donor.participant)
        gone.add(donor.participant)
        moved.push({
          donor,
          move: {
            participant: donor.participant,
            from: donor.formation.formationId,
            to,
            step: step.n,
            code: step.code.toLowerCase().replace('-', ''),
            rank: ranks.get(donor) ?? 0,
            donors: candidates.length,
            options,
            placement: choice === to ? 'chosen' : options.length > 1 ? 'lowestIdentifier' : 'only',
            decidedBy: null,
          },
        })
      }
    }
  }

  const movedIds = new Set(moved.map(({ donor }) => donor.participant))
  const without = groups.flat().filter((donor) => !movedIds.has(donor.participant))
  for (const { donor, move } of moved) {
    const seat = seats.find((formation) => formation.formationId === move.to)
    const rival = without.find((other) => seat !== undefined && fits(step, other, seat))
    if (rival !== undefined) move.decidedBy = firstDifference(order, donor, rival) ?? 'undecided'
    filling.moves.push(move)
  }
  return gone
}

/** Among equals, those who want the same seats; people who want different ones do not compete. */
function competing<D extends Donor>(group: readonly D[], optionsOf: (donor: D) => string[]): D[][] {
  const parts: { donors: D[]; options: Set<string> }[] = []
  for (const donor of group) {
    const options = optionsOf(donor)
    if (options.length === 0) continue
    const joined = { donors: [donor], options: new Set(options) }
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at]
      if (part === undefined || !options.some((id) => part.options.has(id))) continue
      joined.donors.push(...part.donors)
      for (const id of part.options) joined.options.add(id)
      parts.splice(at, 1)
    }
    parts.push(joined)
  }
  return parts.map((part) => part.donors)
}

/**
 * A seat for each of several equals, or null where not all can have one: then nobody is drawn.
 * Which seat each gets is not regulated: a recorded choice, else the lowest identifier.
 */
function place<D extends Donor>(
  rivals: readonly D[],
  optionsOf: (donor: D) => string[],
  free: Map<string, number>,
  choices: ReadonlyMap<string, string>,
): { donor: D; to: string; options: string[] }[] | null {
  const placed: { donor: D; to: string; options: string[] }[] = []
  const chose = (donor: D) => (choices.has(donor.participant) ? 0 : 1)
  const sequence = rivals.toSorted(
    (a, b) => chose(a) - chose(b) || compareBytes(a.participant, b.participant),
  )
  for (const donor of sequence) {
    const options = optionsOf(donor)
    const choice = choices.get(donor.participant)
    const to = choice !== undefined && options.includes(choice) ? choice : options[0]
    if (to === undefined) {
      for (const given of placed) free.set(given.to, (free.get(given.to) ?? 0) + 1)
      return null
    }
    free.set(to, (free.get(to) ?? 0) - 1)
    placed.push({ donor, to, options })
  }
  return placed
}

function fits(step: FillingStep, donor: Donor, seat: Place): boolean {
  const from = donor.formation
  const special = seat.formationType !== 'general'
  if (step.vacancy !== 'any' && special !== (step.vacancy === 'special')) return false
  if ((from.unitId === seat.unitId) !== (step.place === 'same')) return false
  return step.donors.some((kind) => isKind(kind, from, seat)) && donor.meets(seat.generalGrades)
}

function isKind(kind: FillingStep['donors'][number], from: Place, seat: Place): boolean {
  switch (kind) {
    case 'any':
      return true
    case 'general':
      return from.formationType === 'general'
    case 'special':
      return from.formationType !== 'general'
    case 'sameSpecial':
      return from.formationType === seat.formationType
    case 'otherSpecial':
      return from.formationType !== 'general' && from.formationType !== seat.formationType
  }
}

function sortedEntries<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].toSorted(([a], [b]) => compareBytes(a, b))
}
