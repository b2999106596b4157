// What a server process costs: CPU time and memory read from /proc, load from one keep-alive client.
// CPU is that of the process and of its children; it does not depend on how busy the machine is with others.
import { readFileSync, readdirSync } from 'node:fs'
import { Agent, request } from 'node:http'

const ticksPerSecond = 100

/** CPU milliseconds used so far by a process, its threads and its living and ended children. */
export function cpuMs(pid: number): number {
  const fields = statOf(pid)
  const own =
    fields === undefined
      ? 0
      : Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])
  return (own * 1000) / ticksPerSecond + childrenOf(pid).reduce((sum, child) => sum + cpuMs(child), 0)
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) * 1024
}

function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => Number(statOf(other)?.[1]) === pid)
}

export interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: Buffer
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

export function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent, method: options.method ?? 'GET', headers: { 'Accept-Encoding': 'br', ...options.headers } },
      (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(parts),
          }),
        )
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })
}

/** Sends the requests four at a time and gives the CPU milliseconds the server spent on each, in the mean. */
export async function costOf(
  pid: number,
  requests: readonly (() => Promise<Answer>)[],
  expect: (answer: Answer) => boolean,
): Promise<number> {
  const before = cpuMs(pid)
  let next = 0
  const lane = async () => {
    while (next < requests.length) {
      const answer = await requests[next++]!()
      if (!expect(answer))
        throw new Error(`unexpected answer ${answer.status}: ${answer.body.subarray(0, 200).toString()}`)
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  return (cpuMs(pid) - before) / requests.length
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
