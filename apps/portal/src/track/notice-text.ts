// A notice as a person reads it: subject, lines, link, authenticity code; and as a letter with text and HTML that say
// the same. Facts arrive as plain values, so that dates are written in the reader's language.
import { html } from 'hono/html'
import { format, type Format } from '../words/format.ts'
import { noticeEn, noticeFrameEn } from '../words/notice.en.ts'
import { noticeFrameId, noticeId, type NoticeText } from '../words/notice.id.ts'
import { fill } from '../words/fill.ts'
import type { Lang } from '../words/words.ts'
import { catalogue, type NoticeCode } from './catalogue.ts'

/** Moments as ISO text, counts as numbers, names as they are. */
export type Facts = Readonly<Record<string, string | number>>

export interface WrittenNotice {
  readonly kind: string
  readonly subject: string
  readonly lines: readonly string[]
  readonly action: string
  /** Address on this site. */
  readonly path: string
}

type Style = 'deadline' | 'dateTime' | 'date' | 'time' | 'number'

/** Fills `{name}` and `{name|style}`; throws rather than print a brace. */
function write(template: string, facts: Facts, f: Format): string {
  return template.replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, name: string, style: Style | undefined) => {
    const value = facts[name]
    if (value === undefined) throw new Error(`notice: no fact for {${name}}`)
    if (style === undefined) return String(value)
    return style === 'number' ? f.number(Number(value)) : f[style](value)
  })
}

/** Names of the facts that a notice needs. */
export function factsOf(code: NoticeCode): string[] {
  const text: NoticeText = noticeId[code]
  const all = [text.subject, ...text.lines, catalogue[code].path].join(' ')
  return [...new Set([...all.matchAll(/\{(\w+)/g)].map((match) => match[1]!))]
}

/** What sort of message it is, for anybody who holds its code. */
export function kindOf(lang: Lang, code: NoticeCode): string {
  return (lang === 'en' ? noticeEn : noticeId)[code].kind
}

export function writeNotice(lang: Lang, code: NoticeCode, facts: Facts): WrittenNotice {
  const text: NoticeText = (lang === 'en' ? noticeEn : noticeId)[code]
  const f = format(lang)
  return {
    kind: text.kind,
    subject: write(text.subject, facts, f),
    lines: text.lines.map((line) => write(line, facts, f)).filter((line) => line !== ''),
    action: text.action,
    path: write(catalogue[code].path, facts, f),
  }
}

/** K7QM-2RXD */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

export interface LetterParts {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** @param origin the site's own address: every link leads there */
export async function writeLetter(
  lang: Lang,
  code: NoticeCode,
  facts: Facts,
  authCode: string,
  origin: string,
  sender: string,
): Promise<LetterParts> {
  const notice = writeNotice(lang, code, facts)
  const frame = lang === 'en' ? noticeFrameEn : noticeFrameId
  const link = `${origin}${notice.path}`
  const check = `${origin}/verifikasi/pesan`
  const authentic = fill(frame.authentic, { kode: shownCode(authCode), alamat: check })
  const text = [
    frame.greeting,
    ...notice.lines,
    `${notice.action}: ${link}`,
    authentic,
    frame.safety,
    sender,
  ].join('\n\n')
  const body = html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${notice.subject}</title>
      </head>
      <body>
        <p>${frame.greeting}</p>
        ${notice.lines.map((line) => html`<p>${line.split('\n').map((part, i) => html`${i > 0 ? html`<br />` : ''}${part}`)}</p>`)}
        <p>${notice.action}: <a href="${link}">${link}</a></p>
        <p>${authentic}</p>
        <p>${frame.safety}</p>
        <p>${sender}</p>
      </body>
    </html>`
  return { subject: notice.subject, text: `${text}\n`, html: (await body).toString() }
}
