// A log for tests of witnesses: leaves of numbers, histories that part at a size, checkpoints of any size of them, and
// the files that it would publish.
import { utf8 } from './bytes.ts'
import { formatAddCheckpoint } from './add-checkpoint.ts'
import { signCheckpoint } from './checkpoint.ts'
import { importSigner } from './note.ts'
import { tilesToWrite } from './tiles.ts'
import type { ReadFile } from './tiles.ts'
import { consistencyProof, leafHash, rootOfLeaves } from './tree.ts'

export const FIXTURE_ORIGIN = 'log.example.id/2027'
export const fixtureSigner = await importSigner(FIXTURE_ORIGIN, new Uint8Array(32).fill(77))

export type History = ReturnType<typeof historyOf>

/** Leaves 0 to size; from `parting` on they are those of the branch. */
export function historyOf(size: number, parting = size, branch = 'lain', signer = fixtureSigner) {
  const leaves = Array.from({ length: size }, (_, i) =>
    leafHash(utf8(i < parting ? `daun ${i}` : `${branch} ${i}`)),
  )
  const checkpoint = (at = size): Promise<string> =>
    signCheckpoint({ origin: signer.name, size: at, root: rootOfLeaves(leaves.slice(0, at)) }, [signer])
  return {
    leaves,
    checkpoint,
    proof: (from: number, to = size): Uint8Array[] => consistencyProof(leaves.slice(0, to), from),
    /** The request that an honest log sends to a witness that holds `from`. */
    request: async (from: number, to = size): Promise<Uint8Array> =>
      formatAddCheckpoint({
        oldSize: from,
        proof: from > to ? [] : consistencyProof(leaves.slice(0, to), from),
        checkpoint: await checkpoint(to),
      }),
    files: async (): Promise<Map<string, Uint8Array>> => {
      const files = new Map([['checkpoint', utf8(await checkpoint())]])
      const source = { leaves: async (from: number, to: number) => leaves.slice(from, to) }
      for await (const { path, bytes } of tilesToWrite(0, size, source)) files.set(path, bytes)
      return files
    },
  }
}

export function readerOf(files: ReadonlyMap<string, Uint8Array>): ReadFile {
  return (path) => Promise.resolve(files.get(path))
}
