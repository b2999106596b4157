// Keys of personal data (security.md 2): master M -> ring -> epoch key E -> person key P -> purposes by HKDF.
// The ring is one file outside the database; whoever has only a dump of the database has noise.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

type Purpose = 'epoch' | 'nik' | 'email' | 'mac' | 'seed'
interface RingEntry {
  id: number
  purpose: Purpose
  created: string
  wrapped: string
}

export interface WrappedPersonKey {
  epoch: number
  wrapped: Uint8Array
}

/** What a derived key may be used for; one label a purpose, so that a value never opens as another kind. */
export type Label = 'terang/isian/v1' | 'terang/berkas/v1' | 'terang/log/v1'

export type Keys = ReturnType<typeof openKeys>

const utf8 = (text: string) => Buffer.from(text, 'utf8')

/**
 * AES-256-GCM, stored `1 | nonce 12 | ciphertext | tag 16`; `bound` ties the bytes to their place.
 * Key objects, because Node takes more than twice as long to find out that bytes are no key object.
 */
function sealWith(key: Uint8Array, bound: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce)
  cipher.setAAD(utf8(bound))
  return Buffer.concat([Uint8Array.of(1), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws where a byte, the key or the place differs. */
function openWith(key: Uint8Array, bound: string, sealed: Uint8Array): Uint8Array {
  if (sealed[0] !== 1 || sealed.length < 29) throw new Error('sealed value: unknown version')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), sealed.subarray(1, 13))
  decipher.setAAD(utf8(bound))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  return Buffer.concat([decipher.update(sealed.subarray(13, sealed.length - 16)), decipher.final()])
}

/** Writes durable: temporary file, then rename, mode 0600. */
function writeRing(path: string, entries: RingEntry[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify({ version: 1, entries }, null, 2), { mode: 0o600, flush: true })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}

/**
 * Opens the ring, or makes it on the first start.
 * @param master 32 bytes, from MASTER_KEY_FILE; never stored beside the database
 * @throws where the master key does not open the ring
 */
export function openKeys(options: { master: Uint8Array; ringPath: string; now: () => Date }) {
  const { master, ringPath } = options
  let entries: RingEntry[] = existsSync(ringPath)
    ? (JSON.parse(readFileSync(ringPath, 'utf8')) as { entries: RingEntry[] }).entries
    : []
  const add = (purpose: Purpose) => {
    const id = entries.length + 1
    const wrapped = sealWith(master, `ring|${purpose}|${id}`, randomBytes(32))
    entries = [
      ...entries,
      { id, purpose, created: options.now().toISOString(), wrapped: Buffer.from(wrapped).toString('base64') },
    ]
  }
  const missing = (['epoch', 'nik', 'email', 'mac', 'seed'] as const).filter(
    (purpose) => !entries.some((entry) => entry.purpose === purpose),
  )
  if (missing.length > 0) {
    missing.forEach(add)
    writeRing(ringPath, entries)
  }
  const unwrapped = new Map<number, Uint8Array>()
  for (const entry of entries) {
    unwrapped.set(
      entry.id,
      openWith(master, `ring|${entry.purpose}|${entry.id}`, Buffer.from(entry.wrapped, 'base64')),
    )
  }
  const newest = (purpose: Purpose) =>
    unwrapped.get(entries.findLast((entry) => entry.purpose === purpose)!.id)!
  const epochId = () => entries.findLast((entry) => entry.purpose === 'epoch')!.id
  const macOf = (key: Uint8Array, label: string, data: string | Uint8Array) =>
    createHmac('sha256', key).update(`${label}\n`).update(data).digest()

  return {
    /** A fresh key for a person, wrapped under the epoch of today. */
    newPersonKey(personId: string): WrappedPersonKey & { key: Uint8Array } {
      const key = randomBytes(32)
      const epoch = epochId()
      return { key, epoch, wrapped: sealWith(unwrapped.get(epoch)!, `person_key|${personId}`, key) }
    },
    openPersonKey(personId: string, row: WrappedPersonKey): Uint8Array {
      const epoch = unwrapped.get(row.epoch)
      if (epoch === undefined) throw new Error('person key: its epoch was destroyed')
      return openWith(epoch, `person_key|${personId}`, row.wrapped)
    },
    seal(personKey: Uint8Array, label: Label, bound: string, plain: Uint8Array): Uint8Array {
      return sealWith(derive(personKey, label), bound, plain)
    },
    open(personKey: Uint8Array, label: Label, bound: string, sealed: Uint8Array): Uint8Array {
      return openWith(derive(personKey, label), bound, sealed)
    },
    /** Seals what belongs to no person's key: second-factor seeds, addresses of guests who ask. */
    sealSeed: (bound: string, plain: Uint8Array) => sealWith(newest('seed'), bound, plain),
    openSeed: (bound: string, sealed: Uint8Array) => openWith(newest('seed'), bound, sealed),
    /** Blind index of a normalised address or number: equal inputs meet, a dump tells nothing. */
    emailIndex: (email: string) => macOf(newest('email'), 'terang/email/v1', email.trim().toLowerCase()),
    nikIndex: (digits: string) => macOf(newest('nik'), 'terang/nik/v1', digits),
    /** Message authentication code of a purpose, base64url. */
    mac: (purpose: string, data: string) =>
      macOf(newest('mac'), `terang/mac/${purpose}/v1`, data).toString('base64url'),
    macMatches(purpose: string, data: string, mac: string): boolean {
      const expected = utf8(this.mac(purpose, data))
      const given = utf8(mac)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
    toJSON: () => '[kunci]',
  }
}

function derive(personKey: Uint8Array, label: Label): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', createSecretKey(personKey), new Uint8Array(0), label, 32))
}
