// A real SMTP server on loopback that keeps what it is given, so that tests read the mail a person would get.
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'

export type Mail = {
  readonly to: readonly string[]
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Addresses in the text, in order. */
  readonly links: readonly string[]
}

export type Mailbox = {
  readonly smtpUrl: string
  mails(): readonly Mail[]
  /** Waits for a mail to this address whose subject or text holds the words; each mail is given out once. */
  next(to: string, words?: string): Promise<Mail>
  /** While true the server answers every message with a temporary refusal, as a full mail server does. */
  refuse(yes: boolean): void
  close(): Promise<void>
}

// Neither package ships types; this is all of them that is used here.
type Session = { envelope: { rcptTo: { address: string }[]; mailFrom: { address: string } | false } }
type Server = {
  listen(port: number, host: string, done: () => void): void
  close(done: () => void): void
  on(event: 'error', listener: (error: Error) => void): void
  server: { address(): { port: number } }
}
type SmtpServerModule = {
  SMTPServer: new (options: {
    authOptional: boolean
    disabledCommands: string[]
    logger: boolean
    onData(stream: NodeJS.ReadableStream, session: Session, done: (error?: Error) => void): void
  }) => Server
}
type MailparserModule = {
  simpleParser(
    stream: NodeJS.ReadableStream,
  ): Promise<{ subject?: string; text?: string; html?: string | false }>
}

const require = createRequire(import.meta.url)
const { SMTPServer } = require('smtp-server') as SmtpServerModule
const { simpleParser } = require('mailparser') as MailparserModule

const waitMs = 20_000

export async function openMailbox(): Promise<Mailbox> {
  const kept: Mail[] = []
  const given = new Set<Mail>()
  let refusing = false

  async function keep(stream: NodeJS.ReadableStream, session: Session): Promise<void> {
    const { subject = '', text = '', html } = await simpleParser(stream)
    if (refusing) throw Object.assign(new Error('4.3.1 mailbox full'), { responseCode: 452 })
    kept.push({
      to: session.envelope.rcptTo.map(({ address }) => address),
      from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
      subject,
      text,
      html: html === false || html === undefined ? '' : html,
      links: text.match(/https?:\/\/[^\s<>"]+/g) ?? [],
    })
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      keep(stream, session).then(() => done(), done)
    },
  })
  // A portal that is killed in the middle of a conversation resets it; that is not the mailbox's concern.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    smtpUrl: `smtp://127.0.0.1:${server.server.address().port}`,
    mails: () => kept,
    async next(to, words = '') {
      for (const until = Date.now() + waitMs; Date.now() < until; await pause(50)) {
        const found = kept.find(
          (mail) =>
            !given.has(mail) && mail.to.includes(to) && `${mail.subject}\n${mail.text}`.includes(words),
        )
        if (found !== undefined) {
          given.add(found)
          return found
        }
      }
      const subjects = kept.map((mail) => `${mail.to.join()}: ${mail.subject}`).join('\n')
      throw new Error(`no mail to ${to} with "${words}" within ${waitMs} ms; there are:\n${subjects}`)
    },
    refuse(yes) {
      refusing = yes
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
