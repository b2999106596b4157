// Trust policy (c2sp.org/tlog-policy): which logs, which witnesses, and how many of whom must have cosigned.
// `quorum none` is a policy too: the log's own signature alone, which pages must then say.

import { hex } from './bytes.ts'
import { verifyCosignature } from './cosignature.ts'
import type { CosignatureState } from './cosignature.ts'
import { refuse } from './log-error.ts'
import { COSIGNATURE_ED25519, COSIGNATURE_MLDSA44, formatVkey, NOTE_ED25519, parseVkey } from './note.ts'
import type { Note, VerifierKey } from './note.ts'

export type PolicyLog = { readonly key: VerifierKey; readonly url?: string }
export type PolicyWitness = { readonly name: string; readonly key: VerifierKey; readonly url?: string }
export type PolicyGroup = {
  readonly name: string
  readonly threshold: number
  readonly members: readonly string[]
}

export type Policy = {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** Name of a witness or group, or `none`. */
  readonly quorum: string
}

export const NO_QUORUM = 'none'

function parseThreshold(text: string, members: number, line: number): number {
  if (text === 'any') return 1
  if (text === 'all') return members
  const threshold = Number(text)
  if (!/^[1-9]\d{0,3}$/.test(text) || threshold > members) {
    return refuse('policy/threshold', `line ${line}: ${text} of ${members} members`)
  }
  return threshold
}

export function parsePolicy(text: string): Policy {
  // oxlint-disable-next-line no-control-regex -- tab and newline are the only ones the specification allows
  if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text)) refuse('policy/control', 'control character in the policy')
  const logs: PolicyLog[] = []
  const witnesses: PolicyWitness[] = []
  const groups: PolicyGroup[] = []
  const names = new Set<string>()
  const members = new Set<string>()
  const logKeys = new Set<string>()
  const witnessKeys = new Set<string>()
  let quorum: string | undefined

  const define = (name: string, line: number): void => {
    if (name === NO_QUORUM || names.has(name))
      refuse('policy/name', `line ${line}: the name ${name} is taken`)
    names.add(name)
  }
  const once = (keys: Set<string>, key: VerifierKey, line: number): void => {
    const publicKey = hex(key.publicKey)
    if (keys.has(publicKey)) refuse('policy/duplicate', `line ${line}: the same key twice`)
    keys.add(publicKey)
  }

  for (const [i, raw] of text.split('\n').entries()) {
    const line = i + 1
    const words = raw.split(/[ \t]+/).filter((word) => word !== '')
    const [kind, ...rest] = words
    if (kind === undefined || kind.startsWith('#')) continue
    if (kind === 'log' && (rest.length === 1 || rest.length === 2)) {
      const key = parseVkey(rest[0]!)
      if (key.type !== NOTE_ED25519) refuse('policy/type', `line ${line}: not the key of a log`)
      once(logKeys, key, line)
      logs.push({ key, url: rest[1] })
    } else if (kind === 'witness' && (rest.length === 2 || rest.length === 3)) {
      const key = parseVkey(rest[1]!)
      if (key.type !== COSIGNATURE_ED25519 && key.type !== COSIGNATURE_MLDSA44) {
        refuse('policy/type', `line ${line}: not the key of a witness`)
      }
      define(rest[0]!, line)
      once(witnessKeys, key, line)
      witnesses.push({ name: rest[0]!, key, url: rest[2] })
    } else if (kind === 'group' && rest.length >= 3) {
      const [name = '', threshold = '', ...listed] = rest
      for (const member of listed) {
        if (!names.has(member)) refuse('policy/member', `line ${line}: ${member} is not defined above`)
        if (members.has(member)) refuse('policy/member', `line ${line}: ${member} is a member twice`)
        members.add(member)
      }
      define(name, line)
      groups.push({ name, threshold: parseThreshold(threshold, listed.length, line), members: listed })
    } else if (kind === 'quorum' && rest.length === 1) {
      if (quorum !== undefined) refuse('policy/quorum', `line ${line}: a second quorum`)
      if (rest[0] !== NO_QUORUM && !names.has(rest[0]!))
        refuse('policy/quorum', `line ${line}: ${rest[0]} is not defined above`)
      quorum = rest[0]
    } else {
      refuse('policy/line', `line ${line} is not a line of a policy`)
    }
  }
  if (quorum === undefined) return refuse('policy/quorum', 'the policy has no quorum line')
  return { logs, witnesses, groups, quorum }
}

export function formatPolicy(policy: Policy): string {
  const vkey = (key: VerifierKey): string => formatVkey(key.name, key.type, key.publicKey)
  const lines = [
    ...policy.logs.map(({ key, url }) => ['log', vkey(key), url]),
    ...policy.witnesses.map(({ name, key, url }) => ['witness', name, vkey(key), url]),
    ...policy.groups.map(({ name, threshold, members }) => ['group', name, String(threshold), ...members]),
    ['quorum', policy.quorum],
  ]
  return lines.map((words) => `${words.filter((word) => word !== undefined).join(' ')}\n`).join('')
}

/** Whether these witnesses (names of the policy) make the quorum. */
export function meetsQuorum(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === NO_QUORUM) return true
  const reached = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)))
  // Groups name only what stands above them, so one pass in order is enough.
  for (const group of policy.groups) {
    if (group.members.filter((member) => reached.has(member)).length >= group.threshold)
      reached.add(group.name)
  }
  return reached.has(policy.quorum)
}

export type WitnessReport = { readonly name: string; readonly key: VerifierKey } & CosignatureState

export type PolicyReport = { readonly met: boolean; readonly witnesses: readonly WitnessReport[] }

/** Cosignatures of a note against the policy, one report a witness. The log's signature is checked elsewhere. */
export async function evaluatePolicy(policy: Policy, note: Note): Promise<PolicyReport> {
  const witnesses = await Promise.all(
    policy.witnesses.map(async ({ name, key }) => ({ name, key, ...(await verifyCosignature(note, key)) })),
  )
  const valid = witnesses.filter(({ state }) => state === 'valid').map(({ name }) => name)
  return { met: meetsQuorum(policy, new Set(valid)), witnesses }
}
