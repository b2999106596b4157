// Root over the lines of a published file, header first: with it one person can be shown their own row and a proof
// that it stands in the file, without the rest of the file.

import { utf8 } from './bytes.ts'
import { refuse } from './log-error.ts'
import { inclusionProof, leafHash, rootOfLeaves, verifyInclusion } from './tree.ts'

const NEWLINE = 0x0a

/** Lines of a file without their newline; quoted fields of canonical files hold no newline. */
export function linesOf(csv: Uint8Array): Uint8Array[] {
  if (csv.length > 0 && csv.at(-1) !== NEWLINE) refuse('rows/newline', 'the last line has no newline')
  const lines: Uint8Array[] = []
  let start = 0
  for (let at = csv.indexOf(NEWLINE); at >= 0; at = csv.indexOf(NEWLINE, start)) {
    lines.push(csv.subarray(start, at))
    start = at + 1
  }
  return lines
}

function leavesOf(csv: Uint8Array | string): Uint8Array[] {
  return linesOf(typeof csv === 'string' ? utf8(csv) : csv).map(leafHash)
}

export function rowsRoot(csv: Uint8Array | string): Uint8Array {
  return rootOfLeaves(leavesOf(csv))
}

/** Proof of one line; the header is line 0. */
export function rowProof(csv: Uint8Array | string, line: number): Uint8Array[] {
  return inclusionProof(leavesOf(csv), line)
}

export function verifyRow(
  text: string,
  line: number,
  lines: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  return verifyInclusion(line, lines, leafHash(utf8(text)), proof, root)
}
