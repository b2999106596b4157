// Passwords (security.md 4): argon2id with its parameters stored beside the hash, at most two computed at once in a
// process so that a flood of sign-ins cannot starve everything else, and the reasons for which one is refused.
import { argon2, randomBytes, randomInt, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { commonPasswords, contextWords } from './common-passwords.ts'

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

/** RFC 9106 second choice, also in ASVS 5 appendix C: 19 MiB, two passes, one lane; 22 ms here. */
const current = { memory: 19_456, passes: 2, parallelism: 1 } as const
const tagLength = 32

/** All places are taken: the caller answers 503 and keeps what was typed. */
export class TooBusy extends Error {}

const atOnce = 2
const longestQueue = 64
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new TooBusy('password queue is full')
    // The one who leaves hands the place over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

/** Two ways of typing the same letters are the same password. */
function normal(password: string): string {
  return password.normalize('NFKC')
}

/** `argon2id$m=19456,t=2,p=1$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await inTurn(() => derive({ ...current, message: normal(password), nonce, tagLength }))
  return `argon2id$m=${current.memory},t=${current.passes},p=${current.parallelism}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

// What an unknown address is compared with, so that it costs the same time as a known one.
const nobody = `argon2id$m=${current.memory},t=${current.passes},p=${current.parallelism}$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`

/** @param stored undefined or null for an unknown address: the work is done all the same, the answer is false */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const match = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored ?? nobody)
  if (match === null) throw new Error('stored password hash has an unknown form')
  const [, memory, passes, parallelism, nonce, tag] = match
  const expected = Buffer.from(tag!, 'base64url')
  const actual = await inTurn(() =>
    derive({
      message: normal(password),
      nonce: Buffer.from(nonce!, 'base64url'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    }),
  )
  return timingSafeEqual(actual, expected) && typeof stored === 'string'
}

/** True where the stored parameters are older than ours: hash again at the next sign-in. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(`argon2id$m=${current.memory},t=${current.passes},p=${current.parallelism}$`)
}

export type PasswordProblem = 'short' | 'long' | 'common' | 'personal' | 'context'
/** Code points, not bytes: NIST SP 800-63B-4 asks for 15 where the password stands alone. */
export const shortestPassword = 15
export const longestPassword = 128

/** @param about what is known of the person: e-mail address, name, birth date, NIK */
export function passwordProblem(
  password: string,
  about: readonly string[] = [],
): PasswordProblem | undefined {
  const text = normal(password)
  const length = Array.from(text).length
  if (length < shortestPassword) return 'short'
  if (length > longestPassword) return 'long'
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (commonPasswords.has(plain) || isRepetition(plain)) return 'common'
  const parts = about
    .flatMap((one) =>
      one
        .toLowerCase()
        .split('@')[0]!
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((one) => one.length >= 4)
  if (parts.some((part) => plain.includes(part) && plain.length - part.length < 10)) return 'personal'
  const rest = contextWords
    .reduce((left, word) => left.replaceAll(word, ''), plain)
    .replace(/(19|20)\d\d/g, '')
  if (rest.length * 2 < plain.length && rest.length < 8) return 'context'
  return undefined
}

/** One short piece over and over, or a run such as 123456. */
function isRepetition(plain: string): boolean {
  if (plain === '') return true
  for (let size = 1; size <= 5; size += 1) {
    if (
      plain ===
      plain
        .slice(0, size)
        .repeat(Math.ceil(plain.length / size))
        .slice(0, plain.length)
    )
      return true
  }
  const codes = Array.from(plain, (letter) => letter.codePointAt(0)!)
  const steps = codes.slice(1).filter((code, i) => Math.abs(code - codes[i]!) === 1).length
  return steps >= codes.length - 3
}

const consonants = 'bdghjklmnprstwyc'
const vowels = 'aiueo'

/** Three words of three open syllables, easy to read out: 80^9 choices, 56 bits. */
export function inventPassword(): string {
  const syllable = () => consonants[randomInt(consonants.length)]! + vowels[randomInt(vowels.length)]!
  const word = () => syllable() + syllable() + syllable()
  return [word(), word(), word()].join('-')
}
