// SHA-256 and HMAC-SHA256 in plain TypeScript (FIPS 180-4, RFC 2104). The browser has no synchronous hash and
// WebCrypto costs a promise for each of the many small hashes of a tree; this is the same code on both sides.
// The node hash of RFC 6962 is always 65 bytes: two blocks, of which the second is nearly constant.

const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])

const INITIAL = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

// Reused between calls: everything here is synchronous, so no two hashes are ever under way at once.
const W = new Int32Array(64)
const H = new Int32Array(8)
const LAST = new Uint8Array(128)

/** Completes the schedule of the block in W[0..15], round constants not included. */
function expand(): void {
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15]!
    const y = W[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0
  }
}

/** Mixes a block into H, given its schedule. */
function mix(schedule: Int32Array): void {
  let a = H[0]!
  let b = H[1]!
  let c = H[2]!
  let d = H[3]!
  let e = H[4]!
  let f = H[5]!
  let g = H[6]!
  let h = H[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + K[i]! + schedule[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  H[0] = (H[0]! + a) | 0
  H[1] = (H[1]! + b) | 0
  H[2] = (H[2]! + c) | 0
  H[3] = (H[3]! + d) | 0
  H[4] = (H[4]! + e) | 0
  H[5] = (H[5]! + f) | 0
  H[6] = (H[6]! + g) | 0
  H[7] = (H[7]! + h) | 0
}

function compress(): void {
  expand()
  mix(W)
}

function loadBlock(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++, at += 4) {
    W[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }
}

function digest(): Uint8Array {
  const out = new Uint8Array(32)
  for (let i = 0; i < 8; i++) {
    const word = H[i]!
    out[4 * i] = word >>> 24
    out[4 * i + 1] = word >>> 16
    out[4 * i + 2] = word >>> 8
    out[4 * i + 3] = word
  }
  return out
}

export function sha256(bytes: Uint8Array): Uint8Array {
  H.set(INITIAL)
  const length = bytes.length
  let at = 0
  for (; at + 64 <= length; at += 64) {
    loadBlock(bytes, at)
    compress()
  }
  const left = length - at
  const tail = left < 56 ? 64 : 128
  LAST.fill(0)
  for (let i = 0; i < left; i++) LAST[i] = bytes[at + i]!
  LAST[left] = 0x80
  // The length in bits; entries and files here are far below 2^53 bytes.
  const high = Math.floor(length / 0x20000000)
  const low = (length << 3) | 0
  for (let i = 0; i < 4; i++) {
    LAST[tail - 8 + i] = high >>> (24 - 8 * i)
    LAST[tail - 4 + i] = low >>> (24 - 8 * i)
  }
  loadBlock(LAST, 0)
  compress()
  if (tail === 128) {
    loadBlock(LAST, 64)
    compress()
  }
  return digest()
}

/** SHA-256(0x01 || left || right) of two 32-byte hashes, without building the 65 bytes. */
export function sha256OfNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  H.set(INITIAL)
  W[0] = 0x01000000 | (left[0]! << 16) | (left[1]! << 8) | left[2]!
  for (let i = 1, at = 3; i < 8; i++, at += 4) {
    W[i] = (left[at]! << 24) | (left[at + 1]! << 16) | (left[at + 2]! << 8) | left[at + 3]!
  }
  W[8] = (left[31]! << 24) | (right[0]! << 16) | (right[1]! << 8) | right[2]!
  for (let i = 9, at = 3; i < 16; i++, at += 4) {
    W[i] = (right[at]! << 24) | (right[at + 1]! << 16) | (right[at + 2]! << 8) | right[at + 3]!
  }
  compress()
  mix(lastScheduleOf(right[31]!))
  return digest()
}

// The second block of a node holds the last byte of its 65, the padding and the length: 256 possible schedules, each
// computed when it is first met.
const LAST_SCHEDULES: (Int32Array | undefined)[] = Array.from({ length: 256 })

function lastScheduleOf(byte: number): Int32Array {
  const known = LAST_SCHEDULES[byte]
  if (known !== undefined) return known
  W[0] = (byte << 24) | 0x800000
  W.fill(0, 1, 15)
  W[15] = 65 * 8
  expand()
  const schedule = W.slice()
  LAST_SCHEDULES[byte] = schedule
  return schedule
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > 64 ? sha256(key) : key
  const inner = new Uint8Array(64 + message.length).fill(0x36, 0, 64)
  const outer = new Uint8Array(96).fill(0x5c, 0, 64)
  for (let i = 0; i < short.length; i++) {
    inner[i] = inner[i]! ^ short[i]!
    outer[i] = outer[i]! ^ short[i]!
  }
  inner.set(message, 64)
  outer.set(sha256(inner), 64)
  return sha256(outer)
}
