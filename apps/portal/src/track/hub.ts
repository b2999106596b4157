// Live streams over the raw response: 19,500 of them cost a quarter of a core this way. An event says only that
// something changed; the page fetches its part again and passes its own access check. Who may hear what follows from
// the session alone, never from the address.
import type { ServerResponse } from 'node:http'
import type { Bus } from '../services/bus.ts'

const beatMs = 25_000
/** A stream ends after a quarter of an hour; the browser comes back and is checked again. */
const longestMs = 15 * 60_000
export const mostPerSession = 4

interface Stream {
  readonly response: ServerResponse
  readonly session: string
  readonly person: string
  readonly since: number
}

/**
 * @param isAlive whether a session may still listen; asked when its person's rows change and at each beat
 * @param now monotonic milliseconds
 */
export function openHub(
  bus: Bus,
  isAlive: (session: string) => Promise<boolean>,
  now: () => number = () => performance.now(),
) {
  const byPerson = new Map<string, Set<Stream>>()
  const bySession = new Map<string, number>()
  const undo: (() => void)[] = []
  let version = 0

  const remove = (stream: Stream) => {
    const streams = byPerson.get(stream.person)
    if (streams?.delete(stream) !== true) return
    if (streams.size === 0) byPerson.delete(stream.person)
    const left = (bySession.get(stream.session) ?? 1) - 1
    if (left === 0) bySession.delete(stream.session)
    else bySession.set(stream.session, left)
  }
  const end = (stream: Stream) => {
    remove(stream)
    stream.response.end()
  }
  const send = (stream: Stream, topic: string) => {
    // Who reads too slowly is let go; the browser comes back and fetches what is true then.
    if (stream.response.writableLength > 65_536) end(stream)
    else stream.response.write(`event: berubah\nid: ${version}\ndata: ${topic}\n\n`)
  }
  const all = () => [...byPerson.values()].flatMap((streams) => [...streams])

  const told = (person: string) => {
    version += 1
    if (person === '') for (const stream of all()) send(stream, 'semua')
    else for (const stream of byPerson.get(person) ?? []) void checked(stream, 'pelamar')
  }
  const checked = async (stream: Stream, topic: string) => {
    if (await isAlive(stream.session).catch(() => true)) send(stream, topic)
    else end(stream)
  }
  undo.push(
    bus.on('terang_person', told),
    bus.on('terang_log', () => {
      version += 1
      for (const stream of all()) send(stream, 'catatan')
    }),
  )
  const timer = setInterval(() => {
    for (const stream of all()) {
      if (now() - stream.since > longestMs) end(stream)
      else {
        stream.response.write(': \n\n')
        void isAlive(stream.session).then(
          (alive) => (alive ? undefined : end(stream)),
          () => undefined,
        )
      }
    }
  }, beatMs)
  timer.unref()

  return {
    /** Takes the response over; false where this session has enough streams already. */
    join(
      response: ServerResponse,
      session: string,
      person: string,
      headers: Record<string, string>,
    ): boolean {
      const open = bySession.get(session) ?? 0
      if (open >= mostPerSession) return false
      bySession.set(session, open + 1)
      const stream: Stream = { response, session, person, since: now() }
      const streams = byPerson.get(person) ?? new Set()
      byPerson.set(person, streams.add(stream))
      response.writeHead(200, {
        ...headers,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
      // Apart from each other, so that a restart does not bring everybody back in one second.
      response.write(`retry: ${1_000 + ((version * 7_919 + open * 1_013) % 4_000)}\n\n`)
      response.on('close', () => remove(stream))
      return true
    },
    size: () => all().length,
    close(): void {
      clearInterval(timer)
      for (const release of undo) release()
      for (const stream of all()) end(stream)
    },
  }
}
