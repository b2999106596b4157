// The receipt of an applicant: a proof for every own entry, the openings of their personal parts, K, the verifier key
// and the policy (transparency-log.md 6). Everything is derived from published files, so what is handed out can be
// checked at once, off line, without us.
import { base64url, hex } from '@terang/log/bytes.ts'
import { parseCheckpoint } from '@terang/log/checkpoint.ts'
import { parseNote } from '@terang/log/note.ts'
import { formatProof } from '@terang/log/proof.ts'
import { inclusionProofFromTiles, readEntryFromTiles } from '@terang/log/tiles.ts'
import { leafHash } from '@terang/log/tree.ts'
import { parseEntry } from '@terang/log/entry.ts'
import type { PersonalPart } from '@terang/log/commitment.ts'
import type { Applicant } from '../accounts/policy.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { ownEntries } from './queries.ts'

export interface ReceiptEntry {
  readonly index: number
  /** Type of the register, for instance `lamaran.terima`. */
  readonly t: string
  /** Minute of the act, as in the entry. */
  readonly at: string
  /** Leaf hash in hex. */
  readonly leaf: string
  /** `c2sp.org/tlog-proof@v1`, with the entry itself. */
  readonly proof: string
  /** Salt and fields of the personal part; absent where it was erased. */
  readonly opening?: { readonly salt: string; readonly fields: PersonalPart }
}

export interface ReceiptFile {
  readonly format: 'terang/tanda-terima/v1'
  readonly origin: string
  readonly selection: string
  readonly application: string
  /** K: computes the applicant's pseudonym of every phase. Whoever has it finds every entry about them. */
  readonly subject_key: string
  readonly vkey: string
  readonly policy: string
  readonly made: string
  readonly entries: readonly ReceiptEntry[]
}

type Reader = Pick<Services, 'publicFiles'>

async function published(services: Reader, name: string): Promise<string> {
  const bytes = await services.publicFiles.read(name)
  if (bytes === undefined) throw new Error(`receipt: ${name} is not published`)
  return Buffer.from(bytes).toString('utf8')
}

/** One `.tlog-proof`; undefined while no published checkpoint covers the entry. */
export async function proofOf(
  services: Reader,
  index: number,
): Promise<{ proof: string; entry: Uint8Array } | undefined> {
  const checkpoint = await published(services, 'checkpoint')
  const { size } = parseCheckpoint(parseNote(checkpoint).body)
  if (index >= size) return undefined
  const read = (path: string) => services.publicFiles.read(path)
  const entry = await readEntryFromTiles(index, size, read)
  const hashes = await inclusionProofFromTiles(index, size, read)
  return { proof: formatProof({ index, hashes, extra: entry, checkpoint }), entry }
}

/** Everything about one application of this person that the log covers. */
export async function receiptOf(
  services: Services,
  applicant: Applicant,
  application: { id: string; selection: string },
): Promise<ReceiptFile> {
  const { personId } = applicant
  const own = await scoped(services.db, { person: personId }, async (trx) => {
    const entries = await ownEntries(trx, services, personId, application)
    return {
      key: await services.vault.subjectKey(trx, personId),
      entries: await Promise.all(
        entries.map(async (entry) => ({
          ...entry,
          opening: await services.record.openPersonal(trx, entry.id),
        })),
      ),
    }
  })
  const entries: ReceiptEntry[] = []
  for (const { index, opening } of own.entries) {
    const found = await proofOf(services, index)
    if (found === undefined) continue
    const entry = parseEntry(found.entry)
    entries.push({
      index,
      t: entry.t,
      at: entry.at,
      leaf: hex(leafHash(found.entry)),
      proof: found.proof,
      ...(opening === undefined ? {} : { opening }),
    })
  }
  return {
    format: 'terang/tanda-terima/v1',
    origin: services.agency.log.origin,
    selection: application.selection,
    application: application.id,
    subject_key: base64url(own.key),
    vkey: (await published(services, 'log.vkey')).trim(),
    policy: await published(services, 'policy'),
    made: services.clock.now().toISOString(),
    entries,
  }
}
