// Reads the body of an upload: the announced and the counted length, a floor of speed, an end; then its parts.
// Everything stays in memory and never touches the disk in the clear (security.md 6, steps 2 and 3).

/** What one process holds at once; more uploads wait a little, then are told to try again. */
const memoryBytes = 128 * 1024 * 1024
/** Beyond this an answer to a file that is too large is not worth its traffic. */
const drainBytes = 24 * 1024 * 1024
/** Slower than this over a minute is a held connection, not a person with a bad line. */
const slowest = { bytesPerSecond: 1024, graceMs: 60_000, longestMs: 30 * 60_000 }
/** Boundaries, names and the small fields of the form. */
export const formOverhead = 16 * 1024

export type ReadBody =
  | { kind: 'whole'; bytes: Uint8Array }
  /** The file is larger than the slot takes; its bytes were counted and dropped. */
  | { kind: 'tooLarge'; bytes: number }
  | { kind: 'cutOff' }
  | { kind: 'busy' }

let held = 0

/** @param limit largest body that is kept  @param monotonicMs time that only goes forward */
export async function readUpload(
  request: Request,
  limit: number,
  monotonicMs: () => number = () => performance.now(),
): Promise<ReadBody> {
  const announced = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (announced > drainBytes) return { kind: 'tooLarge', bytes: announced }
  const keep = !(announced > limit)
  for (let waited = 0; keep && held + limit > memoryBytes; waited += 100) {
    if (waited >= 5_000) return { kind: 'busy' }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const reserved = keep ? limit : 0
  held += reserved
  const began = monotonicMs()
  const parts: Uint8Array[] = []
  let counted = 0
  const reader = request.body?.getReader()
  // A body that stops arriving ends its own reading.
  const watch = setInterval(() => {
    const age = monotonicMs() - began
    const tooSlow = age > slowest.graceMs && counted < (age / 1000) * slowest.bytesPerSecond
    if (tooSlow || age > slowest.longestMs) void reader?.cancel().catch(() => undefined)
  }, 1_000)
  try {
    while (reader !== undefined) {
      const { done, value } = await reader.read()
      if (done) break
      counted += value.length
      if (counted > drainBytes) break
      if (keep && counted <= limit) parts.push(value)
    }
  } catch {
    return { kind: 'cutOff' }
  } finally {
    clearInterval(watch)
    held -= reserved
  }
  if (counted > limit)
    return { kind: 'tooLarge', bytes: Math.max(counted, Number.isNaN(announced) ? 0 : announced) }
  if (!Number.isNaN(announced) && counted !== announced) return { kind: 'cutOff' }
  return { kind: 'whole', bytes: Buffer.concat(parts) }
}

/** The parts of a multipart body; undefined where it is none. */
export async function formOf(bytes: Uint8Array, contentType: string): Promise<FormData | undefined> {
  try {
    return await new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'Content-Type': contentType },
    }).formData()
  } catch {
    return undefined
  }
}
