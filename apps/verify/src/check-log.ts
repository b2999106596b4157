// The log itself: signature, consistency with what was seen before, every entry and tile, the rules of the monitor,
// witnesses. What is published elsewhere is judged by the entries that this step has proved.
import { hex } from '@terang/log/bytes.ts'
import type { Entry } from '@terang/log/entry.ts'
import { checkStoredLog } from '@terang/log/fsck.ts'
import type { FsckFinding } from '@terang/log/fsck.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { emergencyActs, monitorEntries, MONITOR_RULES } from '@terang/log/monitor.ts'
import type { LoggedEntry } from '@terang/log/monitor-rule.ts'
import { parseVkey } from '@terang/log/note.ts'
import type { Note } from '@terang/log/note.ts'
import { evaluatePolicy, NO_QUORUM, parsePolicy } from '@terang/log/policy.ts'
import type { Policy } from '@terang/log/policy.ts'
import { sha256 } from '@terang/log/sha256.ts'
import { below } from './entry-points.ts'
import type { LogAddress } from './entry-points.ts'
import type { Reporter } from './report.ts'
import { isCheckCode } from './sentences.ts'
import type { CheckCode } from './sentences.ts'

export type Fetch = (address: string) => Promise<Uint8Array | undefined>

/** What somebody kept from the last check of a log. */
export interface SeenLog {
  readonly origin: string
  readonly vkey: string
  readonly checkpoint: string
}

export interface CheckedLog {
  readonly origin: string
  readonly size: number
  readonly root: string
  /** The signed note, to be kept for the next time. */
  readonly note: string
  readonly entries: readonly LoggedEntry[]
  readonly entryAt: (index: number) => Entry | undefined
  readonly witnesses: { readonly valid: number; readonly all: number }
}

/** Findings of one kind that are listed one by one; the rest is counted. */
const MOST_FINDINGS = 10

export async function checkLog(
  log: LogAddress,
  options: { fetch: Fetch; seen?: SeenLog; against?: string; report: Reporter },
): Promise<CheckedLog | undefined> {
  const { fetch, seen, against, report } = options
  const { origin } = log
  try {
    if (parseVkey(log.vkey.trim()).name !== origin) throw new Error('the name of the key is not the origin')
  } catch (error) {
    report.bad('log', 'log/key-malformed', { values: { origin }, detail: reasonOf(error) })
    return undefined
  }
  if (seen !== undefined && seen.vkey.trim() !== log.vkey.trim())
    report.bad('log', 'log/key-changed', { values: { origin } })

  const older = [seen?.checkpoint, against].filter((note) => note !== undefined)
  const noteBytes = await fetch(below(log.prefix, 'checkpoint'))
  const noteText = noteBytes === undefined ? undefined : new TextDecoder().decode(noteBytes)
  const entries: LoggedEntry[] = []
  const found = await checkStoredLog({
    // The checkpoint is read once: a log that grows meanwhile must not be judged by two sizes.
    read: async (path) => (path === 'checkpoint' ? noteBytes : fetch(below(log.prefix, path))),
    vkeys: [log.vkey],
    older,
    onEntry: (index, entry) => entries.push({ index, entry }),
    onProgress: (done, total) => report.progress('log', done, total),
  })
  const size = found.checkpoint?.size ?? 0
  sayFindings(found.findings, { origin, size }, report)
  if (older.length === 0) report.good('log', 'log/first-seen')
  if (found.checkpoint === undefined || found.note === undefined || noteText === undefined) return undefined

  const first = entries[0]?.entry
  if (first?.t === 'log.buka' && first.body['origin'] === origin) report.good('log', 'log/opening')
  else report.bad('log', 'log/opening-differs', { values: { origin } })

  const violations = monitorEntries(entries)
  if (violations.length === 0)
    report.good('monitor', 'monitor/rules', { values: { count: MONITOR_RULES.length } })
  for (const { rule, index, text } of violations.slice(0, MOST_FINDINGS))
    report.bad('monitor', 'monitor/violation', { values: { rule, index }, detail: text })
  if (violations.length > MOST_FINDINGS)
    report.bad('monitor', 'log/more', { values: { count: violations.length - MOST_FINDINGS } })
  const emergencies = emergencyActs(entries).map(({ index }) => index)
  if (emergencies.length > 0) {
    const list = emergencies.slice(0, MOST_FINDINGS).join(', ')
    report.good('monitor', 'monitor/emergency', { values: { count: emergencies.length, list } })
  }

  const witnesses = await checkWitnesses(
    await fetch(below(log.prefix, 'policy')),
    found.note,
    entries,
    report,
  )
  const byIndex = new Map(entries.map(({ index, entry }) => [index, entry]))
  return {
    origin,
    size,
    root: hex(found.checkpoint.root),
    note: noteText,
    entries,
    entryAt: (index) => byIndex.get(index),
    witnesses,
  }
}

function sayFindings(
  findings: readonly FsckFinding[],
  { origin, size }: { origin: string; size: number },
  report: Reporter,
): void {
  const said = new Map<CheckCode, number>()
  for (const { code, ok, where, detail } of findings) {
    if (ok) {
      if (code === 'fsck/checkpoint') report.good('log', 'log/signed', { values: { origin, size } })
      else if (code === 'fsck/root') report.good('log', 'log/whole', { values: { size } })
      else if (code === 'fsck/older')
        report.good('log', 'log/continues', { values: { size: Number(/\((\d+)\)/.exec(where)?.[1] ?? 0) } })
      continue
    }
    const own = `log/${code.slice('fsck/'.length)}`
    const line: CheckCode = isCheckCode(own) ? own : 'log/older-malformed'
    const before = said.get(line) ?? 0
    said.set(line, before + 1)
    if (before < MOST_FINDINGS)
      report.bad('log', line, { values: { where }, ...(detail === undefined ? {} : { detail }) })
  }
  for (const count of said.values())
    if (count > MOST_FINDINGS) report.bad('log', 'log/more', { values: { count: count - MOST_FINDINGS } })
}

async function checkWitnesses(
  bytes: Uint8Array | undefined,
  note: Note,
  entries: readonly LoggedEntry[],
  report: Reporter,
): Promise<{ valid: number; all: number }> {
  const none = { valid: 0, all: 0 }
  if (bytes === undefined) {
    report.bad('witness', 'witness/policy-missing')
    return none
  }
  const logged = entries.findLast(({ entry }) => entry.t === 'log.saksi')
  if (logged !== undefined && logged.entry.body['sha256'] !== hex(sha256(bytes)))
    report.bad('witness', 'witness/policy-differs')
  let policy: Policy
  try {
    policy = parsePolicy(new TextDecoder().decode(bytes))
  } catch (error) {
    report.bad('witness', 'witness/policy-malformed', { detail: reasonOf(error) })
    return none
  }
  if (policy.quorum === NO_QUORUM) {
    report.good('witness', 'witness/none')
    return none
  }
  const { met, witnesses } = await evaluatePolicy(policy, note)
  const named = (state: string) => witnesses.filter((one) => one.state === state).map(({ name }) => name)
  const [valid, invalid] = [named('valid'), named('invalid')]
  if (invalid.length > 0) report.bad('witness', 'witness/invalid', { values: { names: invalid.join(', ') } })
  if (met) report.good('witness', 'witness/quorum', { values: { names: valid.join(', ') } })
  else report.bad('witness', 'witness/missing', { values: { count: valid.length, all: witnesses.length } })
  return { valid: valid.length, all: witnesses.length }
}
