// Checking a receipt, step by step in the order of the design, each step with its own code and sentence, so that a
// person who is refused learns what exactly does not hold. Works without a network.

import { hex } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { verifyOpening } from './commitment.ts'
import type { Opening } from './commitment.ts'
import { parseEntry } from './entry.ts'
import type { Entry } from './entry.ts'
import { LogError, reasonOf } from './log-error.ts'
import { parseNote, parseVkey, verifyNote } from './note.ts'
import type { Note, VerifierKey } from './note.ts'
import { evaluatePolicy, NO_QUORUM, parsePolicy } from './policy.ts'
import type { Policy, WitnessReport } from './policy.ts'
import { parseProof } from './proof.ts'
import type { LogProof } from './proof.ts'
import { leafHash, verifyInclusion } from './tree.ts'

export type ReceiptStepName =
  | 'parse'
  | 'leaf'
  | 'origin'
  | 'signature'
  | 'cosignatures'
  | 'inclusion'
  | 'commitment'

export type ReceiptStep = {
  readonly step: ReceiptStepName
  readonly ok: boolean
  /** `receipt/<what>`: stable, for programs and for the words of a page. */
  readonly code: string
  /** Sentence in Indonesian. */
  readonly text: string
  /** Technical reason, where there is one. */
  readonly detail?: string
}

export type ReceiptTrust = {
  /** Verifier keys of the log, as published by the agency; one or several while a key is being changed. */
  readonly vkey?: string | readonly string[]
  /** Text of the policy; its logs count as known keys too. */
  readonly policy?: string
  /** What opens the personal part, where the receipt comes with it. */
  readonly opening?: Opening
}

export type ReceiptReport = {
  readonly ok: boolean
  readonly steps: readonly ReceiptStep[]
  readonly index?: number
  readonly entry?: Entry
  /** Leaf hash in hex; the first 16 digits stand on the printed receipt. */
  readonly leaf?: string
  readonly checkpoint?: Checkpoint
  readonly witnesses?: readonly WitnessReport[]
}

type Parsed = { proof: LogProof; note: Note; checkpoint: Checkpoint }

function parseReceipt(text: string | Uint8Array): Parsed {
  const proof = parseProof(text)
  const note = parseNote(proof.checkpoint)
  return { proof, note, checkpoint: parseCheckpoint(note.body) }
}

/**
 * Runs all steps; after a receipt that cannot be read there is nothing more to say, otherwise every step is
 * reported, also behind one that failed. Throws only where the trust given is itself malformed.
 */
export async function verifyReceipt(text: string | Uint8Array, trust: ReceiptTrust): Promise<ReceiptReport> {
  const policy: Policy | undefined = trust.policy === undefined ? undefined : parsePolicy(trust.policy)
  const vkeys = trust.vkey === undefined ? [] : typeof trust.vkey === 'string' ? [trust.vkey] : trust.vkey
  const logKeys: VerifierKey[] = [
    ...vkeys.map((line) => parseVkey(line.trim())),
    ...(policy?.logs.map(({ key }) => key) ?? []),
  ]

  const steps: ReceiptStep[] = []
  const report = (
    step: ReceiptStepName,
    ok: boolean,
    code: string,
    sentence: string,
    detail?: string,
  ): void => {
    steps.push({
      step,
      ok,
      code: `receipt/${code}`,
      text: sentence,
      ...(detail === undefined ? {} : { detail }),
    })
  }
  const finish = (rest: Omit<ReceiptReport, 'ok' | 'steps'>): ReceiptReport => ({
    ok: steps.every(({ ok }) => ok),
    steps,
    ...rest,
  })

  let parsed: Parsed
  try {
    parsed = parseReceipt(text)
  } catch (error) {
    report('parse', false, 'malformed', 'Berkas ini bukan tanda terima yang utuh.', reasonOf(error))
    return finish({})
  }
  const { proof, note, checkpoint } = parsed
  report('parse', true, 'read', 'Tanda terima dapat dibaca.')

  let entry: Entry | undefined
  let leaf: Uint8Array | undefined
  if (proof.extra === undefined) {
    report('leaf', false, 'no-entry', 'Tanda terima ini tidak memuat catatannya.')
  } else {
    leaf = leafHash(proof.extra)
    try {
      entry = parseEntry(proof.extra)
      report('leaf', true, 'entry', `Catatan di dalamnya lengkap. Sidiknya ${hex(leaf).slice(0, 16)}.`)
    } catch (error) {
      report(
        'leaf',
        false,
        'entry-malformed',
        'Catatan di dalamnya tidak mengikuti bentuk log.',
        reasonOf(error),
      )
    }
  }

  const own = logKeys.filter((key) => key.name === checkpoint.origin)
  if (own.length > 0) report('origin', true, 'origin', `Log asalnya dikenal: ${checkpoint.origin}.`)
  else report('origin', false, 'origin-unknown', `Log asalnya tidak dikenal: ${checkpoint.origin}.`)

  try {
    await verifyNote(note, own)
    report('signature', true, 'signed', 'Tanda tangan log sah.')
  } catch (error) {
    const unsigned = error instanceof LogError && error.code === 'note/unsigned'
    if (unsigned)
      report('signature', false, 'unsigned', 'Tidak ada tanda tangan log yang dikenal.', reasonOf(error))
    else
      report(
        'signature',
        false,
        'signature-invalid',
        'Tanda tangan log tidak cocok dengan isinya.',
        reasonOf(error),
      )
  }

  let witnesses: readonly WitnessReport[] | undefined
  if (policy === undefined) {
    report('cosignatures', true, 'no-policy', 'Saksi tidak diperiksa karena tidak ada aturan saksi.')
  } else if (policy.quorum === NO_QUORUM) {
    report(
      'cosignatures',
      true,
      'no-witnesses',
      'Log ini belum memiliki saksi. Yang diperiksa hanya tanda tangan log.',
    )
  } else {
    const result = await evaluatePolicy(policy, note)
    witnesses = result.witnesses
    const valid = witnesses.filter(({ state }) => state === 'valid')
    const invalid = witnesses.filter(({ state }) => state === 'invalid')
    if (invalid.length > 0) {
      const names = invalid.map(({ name }) => name).join(', ')
      report(
        'cosignatures',
        false,
        'cosignature-invalid',
        `Tanda tangan saksi tidak cocok dengan isinya: ${names}.`,
      )
    } else if (result.met) {
      report('cosignatures', true, 'quorum', `Saksi cukup: ${valid.map(({ name }) => name).join(', ')}.`)
    } else {
      report(
        'cosignatures',
        false,
        'quorum-missing',
        `Saksi belum cukup: ${valid.length} dari ${witnesses.length}.`,
      )
    }
  }

  const included =
    leaf !== undefined && verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root)
  if (included) {
    report(
      'inclusion',
      true,
      'included',
      `Catatan ini ada di dalam log, nomor ${proof.index} dari ${checkpoint.size}.`,
    )
  } else {
    report('inclusion', false, 'not-included', 'Catatan ini tidak terbukti ada di dalam log.')
  }

  if (trust.opening !== undefined) {
    if (entry?.priv === undefined) {
      report('commitment', false, 'no-commitment', 'Catatan ini tidak mengikat data pribadi.')
    } else if (verifyOpening(entry.priv, trust.opening)) {
      report('commitment', true, 'opened', 'Data pribadi yang dilampirkan sama dengan yang dicatat.')
    } else {
      report(
        'commitment',
        false,
        'opening-differs',
        'Data pribadi yang dilampirkan berbeda dari yang dicatat.',
      )
    }
  }

  return finish({
    index: proof.index,
    checkpoint,
    ...(entry === undefined ? {} : { entry }),
    ...(leaf === undefined ? {} : { leaf: hex(leaf) }),
    ...(witnesses === undefined ? {} : { witnesses }),
  })
}
