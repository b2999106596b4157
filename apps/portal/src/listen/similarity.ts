// How alike two questions are (participation.md 2.5): half of the trigrams they share, half of the terms. It suggests
// what to read before sending and never decides: the most alike are often those that differ in the one word that counts.
import { createHash } from 'node:crypto'

const stopWords = new Set(
  'ada adalah agar akan aku anda apa apakah atau bagaimana bagi bahwa belum bisa boleh dalam dan dapat dari dengan di harus ia ingin ini itu jadi jika kah kalau kami kapan karena ke lagi lalu masih mau mohon nya oleh pada pun sampai saja sama saya sebagai sedang seperti serta siapa sudah supaya tanya tapi tentang terhadap tetapi tidak untuk yang'.split(
    ' ',
  ),
)

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Takes off what Indonesian adds to a word; crude on purpose, the same for both sides. */
function stem(word: string): string {
  let root = word
  for (const end of ['nya', 'lah', 'kah', 'kan', 'an']) {
    if (root.length - end.length >= 4 && root.endsWith(end)) {
      root = root.slice(0, -end.length)
      break
    }
  }
  for (const start of ['meng', 'peng', 'mem', 'pem', 'men', 'pen', 'ber', 'ter', 'per', 'di', 'ke', 'se']) {
    if (root.length - start.length >= 4 && root.startsWith(start)) return root.slice(start.length)
  }
  return root
}

export function termsOf(text: string): Set<string> {
  return new Set(
    plain(text)
      .split(' ')
      .filter((word) => word.length > 1 && !stopWords.has(word))
      .map(stem),
  )
}

function trigramsOf(text: string): Set<string> {
  const found = new Set<string>()
  for (const word of plain(text).split(' ')) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3))
  }
  return found
}

/** Shared of all, in thousandths. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const one of a) if (b.has(one)) shared += 1
  const all = a.size + b.size - shared
  return all === 0 ? 0 : Math.floor((shared * 1_000) / all)
}

/** 0 to 1000. */
export function likeness(a: string, b: string): number {
  return Math.floor((overlap(trigramsOf(a), trigramsOf(b)) + overlap(termsOf(a), termsOf(b))) / 2)
}

const leastAlike = 200
const boost = { answered: 40, sameVacancy: 60 }

export interface Comparable {
  readonly title: string
  readonly formationId: string | null
  readonly answered: boolean
}

/** The most alike questions, best first. */
export function similarTo<T extends Comparable>(
  text: string,
  formationId: string | null,
  known: readonly T[],
  most = 5,
): T[] {
  return known
    .map((one) => ({ one, alike: likeness(text, one.title) }))
    .filter(({ alike }) => alike >= leastAlike)
    .map(({ one, alike }) => ({
      one,
      rank:
        alike +
        (one.answered ? boost.answered : 0) +
        (formationId !== null && one.formationId === formationId ? boost.sameVacancy : 0),
    }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ one }) => one)
}

/** The words of `shown` in order; those that `typed` does not have are different. */
export function differingWords(shown: string, typed: string): { text: string; different: boolean }[] {
  const known = new Set(plain(typed).split(' ').map(stem))
  return shown.split(/(\s+)/).map((text) => {
    const word = plain(text)
    return { text, different: word !== '' && !stopWords.has(word) && !known.has(stem(word)) }
  })
}

/** Equal texts meet, whatever their case and white space. */
export function textHash(title: string, body: string): Uint8Array {
  const even = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return createHash('sha256')
    .update(`${even(title)}\n${even(body)}`, 'utf8')
    .digest()
}
