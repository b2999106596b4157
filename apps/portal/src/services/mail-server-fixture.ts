// A mail server of our own for tests, in a real SMTP conversation: takes, puts off (451) or refuses (550) by address.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

interface Envelope {
  readonly recipients: readonly string[]
  readonly raw: string
}

export async function openMailServer() {
  const taken: Envelope[] = []
  const attempts: string[] = []
  /** Addresses that are put off this many more times. */
  const putOff = new Map<string, number>()
  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(recipient: { address: string }, _session: unknown, done: (error?: Error) => void) {
      const { address } = recipient
      attempts.push(address)
      if (address.startsWith('tiada')) return done(refuse(550, 'No such user here'))
      const left = putOff.get(address) ?? 0
      if (left > 0) {
        putOff.set(address, left - 1)
        return done(refuse(451, 'Try again later'))
      }
      done()
    },
    onData(
      stream: NodeJS.ReadableStream,
      session: { envelope: { rcptTo: { address: string }[] } },
      done: () => void,
    ) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({
          recipients: session.envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    taken,
    attempts,
    putOff,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
