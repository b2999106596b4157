// `terang verify`: the check of a site or folder, one line a finding, and what was seen is kept for the next time.
import { readFile, writeFile } from 'node:fs/promises'
import { CannotCheck } from './cannot-check.ts'
import type { SeenLog } from './check-log.ts'
import { langOf, onlyOne, readArguments, readTextInput } from './input.ts'
import { EXIT } from './program.ts'
import type { Command } from './program.ts'
import type { CheckLine } from './report.ts'
import { grouped } from './sentences.ts'
import { openSource } from './source.ts'
import { verifySite } from './verify.ts'
import type { VerifyReport } from './verify.ts'

const WORDS = {
  id: {
    ok: 'COCOK',
    no: 'TIDAK',
    good: 'Cocok. Semua yang diperiksa benar.',
    bad: (n: number) => `Tidak cocok. ${n} temuan.`,
    found: 'di berkas',
    expected: 'seharusnya',
    line: 'baris',
  },
  en: {
    ok: 'OK',
    no: 'WRONG',
    good: 'Match. Everything that was checked holds.',
    bad: (n: number) => `No match. ${n} findings.`,
    found: 'in the file',
    expected: 'expected',
    line: 'line',
  },
} as const

export const verifyCommand: Command = async (given, program) => {
  const args = readArguments(given, ['state', 'against', 'selection', 'lang'], ['json'])
  const lang = langOf(args)
  const json = args.flag('json')
  const source = await openSource(onlyOne(args, 'address or folder'))
  const statePath = args.text('state')
  const against = args.text('against')
  const seen = statePath === undefined ? undefined : await readState(statePath)
  const words = WORDS[lang]
  const selection = args.text('selection')
  let shown = ''
  const clear = (): void => {
    if (shown !== '') program.err(`\r${' '.repeat(shown.length)}\r`)
    shown = ''
  }
  const say = (line: CheckLine): void => {
    clear()
    program.out(`${(line.ok ? words.ok : words.no).padEnd(6)} ${line.text}\n`)
    if (line.detail !== undefined) program.out(`       ${line.detail}\n`)
    for (const cell of line.cells ?? []) {
      const place = `${cell.file} ${words.line} ${cell.line}, ${cell.key}, ${cell.column}`
      program.out(`       ${place}: ${words.found} "${cell.found}", ${words.expected} "${cell.expected}"\n`)
    }
  }
  const report = await verifySite({
    ...source,
    lang,
    ...(seen === undefined ? {} : { seen }),
    ...(against === undefined ? {} : { against: await readTextInput(against) }),
    ...(selection === undefined ? {} : { selection }),
    ...(json ? {} : { onLine: say }),
    onProgress: (_, done, total) => {
      if (!program.isTerminal || json) return
      clear()
      shown = `${grouped(done, lang)} / ${grouped(total, lang)}`
      program.err(shown)
    },
  })
  clear()
  if (json) program.out(`${JSON.stringify(report, null, 2)}\n`)
  else program.out(`\n${report.ok ? words.good : words.bad(wrongLines(report))}\n`)
  if (statePath !== undefined) await writeState(statePath, report.seen)
  return report.ok ? EXIT.good : EXIT.wrong
}

function wrongLines({ lines }: VerifyReport): number {
  return lines.filter(({ ok }) => !ok).length
}

async function readState(path: string): Promise<readonly SeenLog[] | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    // The first check has nothing to compare with.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new CannotCheck(`${path}: ${(error as Error).message}`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new CannotCheck(`${path}: not a file that --state has written`)
  }
  const logs: unknown = typeof json === 'object' && json !== null && 'logs' in json ? json.logs : undefined
  const isSeen = (one: unknown): one is SeenLog =>
    typeof one === 'object' &&
    one !== null &&
    ['origin', 'vkey', 'checkpoint'].every((key) => typeof (one as Record<string, unknown>)[key] === 'string')
  if (!Array.isArray(logs) || !logs.every(isSeen))
    throw new CannotCheck(`${path}: not a file that --state has written`)
  return logs
}

async function writeState(path: string, logs: readonly SeenLog[]): Promise<void> {
  await writeFile(path, `${JSON.stringify({ version: 1, logs }, null, 2)}\n`).catch((error: Error) => {
    throw new CannotCheck(`${path}: ${error.message}`)
  })
}
