// Mail leaves the site here, over SMTP, or into a local outbox folder where no server is set. One recipient a message;
// nothing a person typed reaches a header or a second address. No pictures, no tracking: text and HTML say the same.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { FileStore } from './files.ts'
import type { Settings } from './settings.ts'

export interface Letter {
  /** Stable across retries, so that a letter sent twice is recognised as one. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** When it was written; the Date header. */
  readonly at: Date
}

/** What the next server said. `rejected` stays so; `deferred` is tried again. */
export type Delivery =
  | { readonly state: 'sent'; readonly detail: string }
  | { readonly state: 'deferred'; readonly detail: string }
  | { readonly state: 'rejected'; readonly detail: string }

export interface OutboxLetter {
  readonly name: string
  readonly to: string
  readonly subject: string
  readonly at: string
  readonly text: string
}

export type Mail = ReturnType<typeof openMail>

/** One plain address: no list, no name, no line end, no comment. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])$/.test(text)
  )
}

function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not pass
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
}

/** @param outbox folder of written letters, used where `settings.smtpUrl` is not set */
export function openMail(
  settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'publicOrigin'>,
  outbox: FileStore,
  agencyName: string,
) {
  const smtp = settings.smtpUrl
  const host = new URL(settings.publicOrigin).hostname
  const compose = (letter: Letter) => ({
    from: settings.mailFrom,
    to: { name: '', address: letter.to },
    subject: oneLine(letter.subject),
    text: letter.text,
    html: letter.html,
    date: letter.at,
    messageId: `<${letter.id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    list: { id: { url: `pemberitahuan.${host}`, comment: oneLine(agencyName) } },
    // A letter is made of our own texts only: nothing is read from disk or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const server =
    smtp === undefined
      ? undefined
      : createTransport({
          url: smtp,
          pool: true,
          maxConnections: 4,
          connectionTimeout: 15_000,
          greetingTimeout: 15_000,
          socketTimeout: 60_000,
        } as object)
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })

  return {
    local: smtp === undefined,
    async send(letter: Letter): Promise<Delivery> {
      if (!isMailAddress(letter.to)) return { state: 'rejected', detail: 'address' }
      if (server !== undefined) {
        try {
          const info = await server.sendMail(compose(letter))
          return { state: 'sent', detail: statusOf(info.response) }
        } catch (error) {
          return refusalOf(error)
        }
      }
      const { message } = await writer.sendMail(compose(letter))
      const name = `${letter.at.toISOString().replace(/[:.]/g, '-')}-${letter.id.slice(0, 8)}`
      await outbox.write(`${name}.eml`, message as Buffer)
      const shown: OutboxLetter = {
        name,
        to: letter.to,
        subject: oneLine(letter.subject),
        at: letter.at.toISOString(),
        text: letter.text,
      }
      await outbox.write(`${name}.json`, Buffer.from(JSON.stringify(shown)))
      return { state: 'sent', detail: 'outbox' }
    },
    /** Newest first; empty where letters go to a server. */
    async outbox(limit: number): Promise<OutboxLetter[]> {
      const names = await readdir(outbox.root).catch(() => [] as string[])
      const newest = names
        .filter((name) => name.endsWith('.json'))
        .sort()
        .reverse()
        .slice(0, limit)
      return Promise.all(
        newest.map(
          async (name) => JSON.parse(await readFile(join(outbox.root, name), 'utf8')) as OutboxLetter,
        ),
      )
    },
    close(): void {
      server?.close()
    },
  }
}

interface SmtpError {
  responseCode?: number
  code?: string
  command?: string
}

function statusOf(response: string | undefined): string {
  return /^\d{3}/.exec(response ?? '')?.[0] ?? '250'
}

/**
 * Only the server's own 5xx about this recipient or this message is final. A refused login or a broken connection is our
 * trouble and is tried again. The text of the answer may hold the address, so only its code is kept.
 */
function refusalOf(error: unknown): Delivery {
  const { responseCode, code, command } = error as SmtpError
  const detail = responseCode === undefined ? (code ?? 'connection') : String(responseCode)
  const aboutLetter =
    code === 'EENVELOPE' || code === 'EMESSAGE' || command === 'RCPT TO' || command === 'DATA'
  if (responseCode !== undefined && responseCode >= 500 && aboutLetter) return { state: 'rejected', detail }
  return { state: 'deferred', detail }
}
