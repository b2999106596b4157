// Open draws: chance that no single party can predict or steer. Contributions are committed first, a public beacon
// comes last, and the result is a pure function of both, so anybody can compute it again. Numbers are big endian.

import { compareBytes, concat, equal, utf8 } from './bytes.ts'
import { refuse } from './log-error.ts'
import { sha256 } from './sha256.ts'

const DRAW_ID_SIZE = 16
const WORD = 1n << 64n

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value)
  return bytes
}

function checkLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) refuse('draw/length', `${what} has ${length} bytes`)
}

/** Hash of the pool, announced before anybody can know the result. Members: sorted by byte, unique, ASCII. */
export function poolHash(members: readonly string[]): Uint8Array {
  const lines = members.map((member) => {
    if (!/^[\x20-\x7e]+$/.test(member)) refuse('draw/member', 'a member of a pool is printable ASCII')
    return utf8(`${member}\n`)
  })
  for (let i = 1; i < members.length; i++) {
    if (compareBytes(utf8(members[i - 1]!), utf8(members[i]!)) >= 0) {
      refuse('draw/order', `${members[i]} stands twice or out of order`)
    }
  }
  return sha256(concat(utf8('terang/kolam/v1\n'), ...lines))
}

/** Commitment of contributor j to the 32 random bytes r. */
export function commitContribution(drawId: Uint8Array, j: number, r: Uint8Array): Uint8Array {
  checkLength(drawId, DRAW_ID_SIZE, 'the identifier of a draw')
  checkLength(r, 32, 'a contribution')
  return sha256(concat(utf8('terang/undi-komit/v1\n'), drawId, u32(j), r))
}

export function verifyContribution(
  commitment: Uint8Array,
  drawId: Uint8Array,
  j: number,
  r: Uint8Array,
): boolean {
  return r.length === 32 && equal(commitment, commitContribution(drawId, j, r))
}

export type Beacon = { readonly round: number; readonly randomness: Uint8Array }

/** Seed of a draw. A contribution that was not opened counts as zeros; without a beacon round and value are zero. */
export function drawSeed(
  drawId: Uint8Array,
  pool: Uint8Array,
  contributions: readonly (Uint8Array | undefined)[],
  beacon?: Beacon,
): Uint8Array {
  checkLength(drawId, DRAW_ID_SIZE, 'the identifier of a draw')
  const parts = contributions.map((r) => {
    if (r !== undefined) checkLength(r, 32, 'a contribution')
    return concat(new Uint8Array([r === undefined ? 0 : 1]), r ?? new Uint8Array(32))
  })
  const randomness = beacon?.randomness ?? new Uint8Array(32)
  checkLength(randomness, 32, 'the value of a beacon')
  const round = u64(BigInt(beacon?.round ?? 0))
  return sha256(
    concat(
      utf8('terang/undi-benih/v1\n'),
      drawId,
      pool,
      u32(contributions.length),
      ...parts,
      round,
      randomness,
    ),
  )
}

/** Seed of one of several draws that share a seed, for instance one a stratum or participant. */
export function branchSeed(seed: Uint8Array, label: string): Uint8Array {
  return sha256(concat(utf8('terang/undi-cabang/v1\n'), seed, utf8(label)))
}

/** The numbers that follow from a seed, 64 bits each. */
export function* drawStream(seed: Uint8Array): Generator<bigint, never> {
  for (let block = 0n; ; block++) {
    const bytes = sha256(concat(utf8('terang/undi-aliran/v1\n'), seed, u64(block)))
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < 32; at += 8) yield view.getBigUint64(at)
  }
}

/** A number from 0 to bound - 1, each equally likely: values beyond the last whole multiple are drawn again. */
export function uniform(stream: Iterator<bigint>, bound: number): number {
  if (!Number.isSafeInteger(bound) || bound < 1) refuse('draw/bound', 'a bound is at least 1')
  const limit = (WORD / BigInt(bound)) * BigInt(bound)
  for (;;) {
    const { value, done } = stream.next()
    if (done === true) return refuse('draw/stream', 'the stream has ended')
    if (value < limit) return Number(value % BigInt(bound))
  }
}

/** The first k of the shuffled members, in the order drawn. */
export function selectMembers<Member>(
  members: readonly Member[],
  k: number,
  stream: Iterator<bigint>,
): Member[] {
  if (k > members.length) refuse('draw/pool', `${k} of ${members.length} cannot be drawn`)
  const rest = [...members]
  for (let i = 0; i < k; i++) {
    const j = i + uniform(stream, rest.length - i)
    const drawn = rest[j]!
    rest[j] = rest[i]!
    rest[i] = drawn
  }
  return rest.slice(0, k)
}

export type Assignment = ReadonlyMap<string, string | undefined>

/**
 * Gives each application, in order, a verifier: the first in the queue without a conflict; where there is none, all
 * on duty are shuffled behind the queue and it is looked through once more. Undefined: nobody is free.
 */
export function assignVerifiers(
  applications: readonly string[],
  onDuty: readonly string[],
  stream: Iterator<bigint>,
  conflicts: (application: string, verifier: string) => boolean,
): Assignment {
  const sorted = [...onDuty].sort((a, b) => compareBytes(utf8(a), utf8(b)))
  const queue: string[] = []
  const assigned = new Map<string, string | undefined>()
  for (const application of applications) {
    const isFree = (verifier: string): boolean => !conflicts(application, verifier)
    let at = queue.findIndex(isFree)
    if (at < 0) {
      queue.push(...selectMembers(sorted, sorted.length, stream))
      at = queue.findIndex(isFree)
    }
    assigned.set(application, at < 0 ? undefined : queue.splice(at, 1)[0])
  }
  return assigned
}

/** First and second verifier of the applications of a day, both from one stream; never the same person twice. */
export function assignTwoVerifiers(
  applications: readonly string[],
  onDuty: readonly string[],
  seed: Uint8Array,
  conflicts: (application: string, verifier: string) => boolean,
): { readonly first: Assignment; readonly second: Assignment } {
  const stream = drawStream(seed)
  const first = assignVerifiers(applications, onDuty, stream, conflicts)
  const second = assignVerifiers(
    applications,
    onDuty,
    stream,
    (application, verifier) => conflicts(application, verifier) || first.get(application) === verifier,
  )
  return { first, second }
}
