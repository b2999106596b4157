// The witness at work: holds the state of each log in memory and on disk, and takes one request of a log at a time
// from the check to the stored signature. A signature leaves only after its checkpoint is durable.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { formatHeldSize, SIZE_MEDIA_TYPE } from '@terang/log/add-checkpoint.ts'
import { cosign } from '@terang/log/cosignature.ts'
import type { ForkEvidence } from '@terang/log/fork-evidence.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { formatNote, parseSignatureLine, parseVkey, signaturesBy } from '@terang/log/note.ts'
import type { Signer } from '@terang/log/note.ts'
import { decide, openRequest } from '@terang/log/witness.ts'
import type { Held, OpenedRequest, WitnessDecision, WitnessRefusal } from '@terang/log/witness.ts'
import { writeDurably } from './durable-file.ts'
import { keepEvidence, listEvidence, readEvidence } from './evidence-files.ts'
import { keyPath, openKey } from './key-file.ts'
import { parseLogList, readLogListText } from './log-list.ts'
import type { KnownLog } from './log-list.ts'
import { lockFolder } from './process-lock.ts'
import { loadState, statePath, storeState } from './state-file.ts'

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

export interface WitnessOptions {
  readonly folder: string
  /** Seconds since the epoch. */
  readonly now: () => number
  /** One line for the operator. */
  readonly report: (text: string) => void
}

export type Witness = Awaited<ReturnType<typeof openWitness>>

// A log asks a few times a minute; more waiting than this is somebody else's doing.
const MOST_WAITING = 64

const REFUSAL_STATUS: Record<WitnessRefusal['kind'], number> = {
  malformed: 400,
  'unknown-log': 404,
  unsigned: 403,
}

interface LogState {
  readonly log: KnownLog
  held: Held | undefined
  /** Why no more is signed for this log until the operator has looked. */
  halted: string | undefined
  waiting: number
  tail: Promise<unknown>
}

function text(status: number, body: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` }
}

function signed(held: Held): Answer {
  const { line } = held.note.signatures.at(-1)!
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: `${line}\n` }
}

/** The log's own signatures and ours; those of strangers are neither kept nor served. */
function withOwnSignature(request: OpenedRequest, line: string, time: number): Held {
  const { checkpoint, note, keys } = request
  const ofLog = keys.flatMap((key) => signaturesBy(note, key).slice(0, 1))
  return {
    checkpoint,
    keys,
    time,
    note: { body: note.body, signatures: [...ofLog, parseSignatureLine(line)] },
  }
}

export async function cosignRequest(request: OpenedRequest, signer: Signer, time: number): Promise<Held> {
  return withOwnSignature(request, await cosign(request.note.body, signer, time), time)
}

/** Takes the folder's lock, reads key, list and states, and refuses to start where one of them is not whole. */
export async function openWitness({ folder, now, report }: WitnessOptions) {
  const unlock = lockFolder(folder)
  try {
    return await openLocked({ folder, now, report }, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function openLocked({ folder, now, report }: WitnessOptions, unlock: () => void) {
  const signer = await openKey(keyPath(folder))
  const ownKey = parseVkey(signer.vkey)
  const states = new Map<string, LogState>()
  for (const log of parseLogList(await readLogListText(folder))) {
    const held = await loadState(statePath(folder, log), log, ownKey)
    states.set(log.origin, { log, held, halted: undefined, waiting: 0, tail: Promise.resolve() })
  }
  let closing = false
  // No signature may carry a time before one that has left, of whatever log.
  let lastTime = Math.max(0, ...[...states.values()].map(({ held }) => held?.time ?? 0))

  const publish = async (state: LogState): Promise<void> => {
    if (state.held === undefined) return
    await mkdir(join(folder, 'public', state.log.id), { recursive: true })
    await writeDurably(join(folder, 'public', state.log.id, 'checkpoint'), formatNote(state.held.note))
  }
  await mkdir(join(folder, 'public'), { recursive: true })
  await writeDurably(join(folder, 'public', 'vkey'), `${signer.vkey}\n`)
  for (const state of states.values()) await publish(state)

  // Requests of a log and its pull may find the same fork at once.
  let evidenceTail: Promise<unknown> = Promise.resolve()
  const recordFork = (log: KnownLog, fork: ForkEvidence): Promise<string | undefined> => {
    const turn = evidenceTail.then(async () => {
      const kept = await keepEvidence(folder, log, fork)
      if (kept?.isNew)
        report(`${log.origin}: dua riwayat log, bukti disimpan (fork, evidence kept): ${kept.name}`)
      return kept?.name
    })
    evidenceTail = turn.catch(() => undefined)
    return turn
  }

  const sign = async (state: LogState, request: OpenedRequest): Promise<Answer> => {
    const time = now()
    if (time < lastTime) {
      report(`jam mundur ${lastTime - time} detik, tidak menandatangani (the clock went back, not signing)`)
      return text(503, 'the clock of this witness is behind its last signature')
    }
    lastTime = time
    // Anybody may repeat the newest request: within its second that costs no write.
    const last = state.held
    if (last?.time === time && last.note.body === request.note.body) return signed(last)
    const held = await cosignRequest(request, signer, time)
    try {
      await storeState(statePath(folder, state.log), state.log.origin, held)
    } catch (error) {
      // Whether the disk holds the old or the new state is unknown until the next start.
      state.halted = 'the state could not be stored'
      report(`${state.log.origin}: catatan tidak tersimpan (the state is not stored): ${reasonOf(error)}`)
      return text(503, state.halted)
    }
    state.held = held
    await publish(state).catch((error: unknown) => {
      report(`${state.log.origin}: salinan publik tidak tertulis (no public copy): ${reasonOf(error)}`)
    })
    return signed(held)
  }

  const answer = async (state: LogState, request: OpenedRequest): Promise<Answer> => {
    if (state.halted !== undefined) return text(503, state.halted)
    const decision: WitnessDecision = await decide(request, state.held, ownKey)
    if ('fork' in decision && decision.fork !== undefined)
      await recordFork(state.log, decision.fork).catch((error: unknown) => {
        report(`${state.log.origin}: bukti tidak tersimpan (evidence not kept): ${reasonOf(error)}`)
      })
    switch (decision.kind) {
      case 'accepted':
        return sign(state, request)
      case 'conflict':
        return { status: 409, contentType: SIZE_MEDIA_TYPE, body: formatHeldSize(decision.size) }
      case 'inconsistent':
        return text(422, decision.reason)
      case 'state-behind':
        state.halted = decision.reason
        report(
          `${state.log.origin}: catatan kami lebih lama daripada tanda tangan kami (our state is older than our signature)`,
        )
        return text(503, decision.reason)
    }
  }

  return {
    name: signer.name,
    vkey: signer.vkey,
    logs: [...states.values()].map(({ log }) => log) as readonly KnownLog[],
    now,
    report,
    recordFork,

    keysOf: (origin: string) => states.get(origin)?.log.keys,

    held: (origin: string): Held | undefined => states.get(origin)?.held,

    halted: (origin: string): string | undefined => states.get(origin)?.halted,

    /** The answer to add-checkpoint. */
    async add(body: Uint8Array): Promise<Answer> {
      const request = await openRequest(body, (origin) => states.get(origin)?.log.keys)
      if (request.kind !== 'opened') return text(REFUSAL_STATUS[request.kind], request.reason)
      const state = states.get(request.checkpoint.origin)!
      if (closing) return text(503, 'this witness is being stopped')
      if (state.waiting >= MOST_WAITING) return text(503, 'too many requests are waiting')
      state.waiting += 1
      const turn = state.tail.then(() => answer(state, request))
      state.tail = turn.catch(() => undefined)
      try {
        return await turn
      } finally {
        state.waiting -= 1
      }
    },

    /** Cosigned checkpoint of the log with this id. */
    checkpoint(id: string): string | undefined {
      const state = [...states.values()].find(({ log }) => log.id === id)
      return state?.held === undefined ? undefined : formatNote(state.held.note)
    },

    evidence: (name: string) => readEvidence(folder, name),
    evidenceNames: () => listEvidence(folder),

    /** Waits for what is under way, then gives the folder free. */
    async close(): Promise<void> {
      closing = true
      await Promise.all([evidenceTail, ...[...states.values()].map(({ tail }) => tail)])
      unlock()
    },
  }
}
