/**
 * Seats inside one formation: the best in the final order, as many as there are seats
 * (regulation.md 7.3). Where people whom no rule separates stand across the last seat, the seats
 * they stand across stay reserved and all of them wait for a decision.
 */

export interface Seating<T> {
  seated: T[]
  /** Stand across the last seat, undecided. */
  tied: T[]
  left: T[]
  /** Kept for the tied. */
  reserved: number
  /** Nobody is left who could take these. */
  free: number
}

/** `groups`: best first, equal people together. */
export function giveSeats<T>(groups: readonly T[][], seats: number): Seating<T> {
  const seating: Seating<T> = { seated: [], tied: [], left: [], reserved: 0, free: seats }
  for (const group of groups) {
    if (group.length <= seating.free) {
      seating.seated.push(...group)
      seating.free -= group.length
    } else if (seating.free > 0) {
      seating.tied.push(...group)
      seating.reserved = seating.free
      seating.free = 0
    } else seating.left.push(...group)
  }
  return seating
}
