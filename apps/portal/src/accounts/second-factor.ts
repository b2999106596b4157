// The second factor of staff: a six-digit code from an authenticator (RFC 6238). A code works once, because its step
// must be later than the last one used; the step before is accepted for slow clocks, none ahead.
import { Secret, TOTP } from 'otpauth'

const period = 30
const digits = 6

export function newSeed(): Uint8Array {
  return new Uint8Array(new Secret({ size: 20 }).buffer)
}

function totp(seed: Uint8Array, label = '', issuer = ''): TOTP {
  const bytes = new Uint8Array(seed)
  return new TOTP({
    secret: new Secret({ buffer: bytes.buffer }),
    algorithm: 'SHA1',
    digits,
    period,
    label,
    issuer,
  })
}

/** The step of a code, where it is right and later than `lastStep`; else undefined. */
export function codeStep(
  seed: Uint8Array,
  code: string,
  now: Date,
  lastStep: number | null,
): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totp(seed).validate({ token, timestamp: now.getTime(), window: 1 })
  if (delta === null || delta > 0) return undefined
  const step = Math.floor(now.getTime() / 1000 / period) + delta
  return lastStep !== null && step <= lastStep ? undefined : step
}

/** What the authenticator reads from the QR code. */
export function enrolmentUri(seed: Uint8Array, label: string, issuer: string): string {
  return totp(seed, label, issuer).toString()
}

/** For those who cannot scan: the seed in groups of four. */
export function seedText(seed: Uint8Array): string {
  return (new Secret({ buffer: new Uint8Array(seed).buffer }).base32.match(/.{1,4}/g) ?? []).join(' ')
}
