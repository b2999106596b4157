// Finds personal data in what somebody is about to publish (participation.md 2.9): numbers of identity, telephones,
// mail addresses. It names the kind and the line, so that the writer can change it; nothing is stored or changed here.

export type PersonalDataKind = 'nik' | 'nip' | 'phone' | 'email' | 'name'
export interface PersonalDataFinding {
  readonly kind: PersonalDataKind
  /** First line is 1. */
  readonly line: number
}

/** Digits as people write them: with spaces, points or hyphens between groups. */
const digitGroups = /(?<![\d])\+?\d(?:[ .-]?\d){7,20}(?!\d)/g
const mail = /[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[a-z]{2,}/i
const ownName = /\bnama\s+(?:saya|lengkap\s+saya)\s*(?:adalah|ialah|yaitu|:)?\s*[\p{L}]{2,}/iu

function kindOfDigits(text: string): PersonalDataKind | undefined {
  const digits = text.replace(/\D/g, '')
  if (digits.length === 18) return 'nip'
  if (digits.length === 16) return 'nik'
  if (/^\+?62/.test(text) && digits.length >= 10 && digits.length <= 15) return 'phone'
  if (digits.startsWith('08') && digits.length >= 9 && digits.length <= 14) return 'phone'
  return undefined
}

/** One finding a kind and line, in the order of the text. */
export function personalDataIn(text: string): PersonalDataFinding[] {
  const found: PersonalDataFinding[] = []
  const lines = text.normalize('NFKC').split(/\r\n|\r|\n/)
  lines.forEach((content, at) => {
    const kinds = new Set<PersonalDataKind>()
    for (const [digits] of content.matchAll(digitGroups)) {
      const kind = kindOfDigits(digits)
      if (kind !== undefined) kinds.add(kind)
    }
    if (mail.test(content)) kinds.add('email')
    if (ownName.test(content)) kinds.add('name')
    for (const kind of kinds) found.push({ kind, line: at + 1 })
  })
  return found
}
