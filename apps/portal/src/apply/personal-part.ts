// What the entry of a submission commits to: the form as it was read, the digest of each document, the reasons given.
// Officers and auditors find a document's digest here by `digestField`; the fields open one by one.
import { createHash } from 'node:crypto'
import type { ApplicationForm } from './application-form.ts'
import type { OwnApplication } from './queries.ts'

/** Names of personal parts are short and lower case (transparency-log.md 2); a longer one is told apart by a digest. */
const longestName = 32

function fieldName(prefix: string, id: string): string {
  const plain = `${prefix}_${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9_]/g, '_')}`
  if (plain.length <= longestName) return plain
  return `${plain.slice(0, longestName - 9)}_${createHash('sha256').update(id).digest('hex').slice(0, 8)}`
}

/** The field that holds the digest of the document in a slot, for instance `berkas_id_card`. */
export function digestField(slot: string): string {
  return fieldName('berkas', slot)
}

export function personalPart(
  form: ApplicationForm,
  application: Pick<OwnApplication, 'files' | 'typed'>,
): { [field: string]: string | number } {
  const documents = application.files.map((file) => [digestField(file.slot), file.sha256] as const)
  const reasons = Object.entries(application.typed)
    .map(
      ([input, reason]) =>
        [
          input,
          reason
            .normalize('NFC')
            .replace(/[\s\p{Cc}]+/gu, ' ')
            .trim(),
        ] as const,
    )
    .filter(([input, reason]) => input.startsWith('alasan.') && reason !== '')
    .map(([input, reason]) => [fieldName('alasan', input.slice('alasan.'.length)), reason] as const)
  return { ...form, ...Object.fromEntries(documents), ...Object.fromEntries(reasons) }
}
