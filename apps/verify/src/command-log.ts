// `terang log fsck` and `terang receipt`: proofs that need no site. A receipt says nothing by itself: the key of the
// log is taken from where the person keeps it, never from the receipt.
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkStoredLog } from '@terang/log/fsck.ts'
import type { Opening } from '@terang/log/commitment.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { verifyReceipt } from '@terang/log/receipt.ts'
import type { ReceiptReport, ReceiptTrust } from '@terang/log/receipt.ts'
import { CannotCheck } from './cannot-check.ts'
import { isObject } from '@terang/rules/shape.ts'
import { onlyOne, readArguments, readTextInput } from './input.ts'
import { EXIT } from './program.ts'
import type { Command, Program } from './program.ts'

const mark = (ok: boolean): string => (ok ? 'COCOK ' : 'TIDAK ')

export const logCommand: Command = async (given, program) => {
  const [action, ...rest] = given
  if (action !== 'fsck') throw new CannotCheck('expected: terang log fsck FOLDER')
  const args = readArguments(rest, ['vkey'], ['json'])
  const folder = onlyOne(args, 'folder')
  const vkeys = [await readTextInput(args.text('vkey') ?? join(folder, 'log.vkey'))]
  const names = await readdir(folder)
  const older = await Promise.all(
    names.filter((name) => /^checkpoint\.\d+$/.test(name)).map((name) => readTextInput(join(folder, name))),
  )
  const json = args.flag('json')
  const report = await checkStoredLog({
    vkeys,
    older,
    read: (path) => readFile(join(folder, path)).catch(() => undefined),
    onFinding: ({ ok, where, text, detail }) => {
      if (!json) program.out(`${mark(ok)} ${where}: ${text}${detail === undefined ? '' : ` (${detail})`}\n`)
    },
  }).catch((error: unknown) => {
    throw new CannotCheck(`${folder}: ${reasonOf(error)}`)
  })
  if (json)
    program.out(
      `${JSON.stringify({ ok: report.ok, checked: report.checked, findings: report.findings }, null, 2)}\n`,
    )
  return report.ok ? EXIT.good : EXIT.wrong
}

export const receiptCommand: Command = async (given, program) => {
  const args = readArguments(given, ['vkey', 'policy'], ['json'])
  const path = onlyOne(args, 'receipt')
  const text = await readTextInput(path)
  const many = readReceiptFile(path, text)
  const trust = await readTrust(path, args.text('vkey'), args.text('policy'), many, program)
  const reports: ReceiptReport[] = []
  try {
    for (const { proof, opening } of many?.entries ?? [{ proof: text }])
      reports.push(await verifyReceipt(proof, { ...trust, ...(opening === undefined ? {} : { opening }) }))
  } catch (error) {
    throw new CannotCheck(`the key or policy: ${reasonOf(error)}`)
  }
  if (args.flag('json')) program.out(`${JSON.stringify(reports, null, 2)}\n`)
  else
    for (const report of reports) {
      for (const { ok, text: sentence, detail } of report.steps)
        program.out(`${mark(ok)} ${sentence}${detail === undefined ? '' : ` (${detail})`}\n`)
      if (report.entry !== undefined) program.out(`\n${JSON.stringify(report.entry, null, 2)}\n\n`)
    }
  return reports.length > 0 && reports.every(({ ok }) => ok) ? EXIT.good : EXIT.wrong
}

interface ReceiptFile {
  readonly vkey?: string
  readonly policy?: string
  readonly entries: readonly { readonly proof: string; readonly opening?: Opening }[]
}

/** The file that an applicant downloads, as JSON or as the page that carries the same JSON; else a plain proof. */
function readReceiptFile(path: string, text: string): ReceiptFile | undefined {
  const embedded = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(text)?.[1]
  if (embedded === undefined && !text.trimStart().startsWith('{')) return undefined
  try {
    const json: unknown = JSON.parse(embedded ?? text)
    const entries: unknown = isObject(json) ? json['entries'] : undefined
    const isEntry = (one: unknown) => isObject(one) && typeof one['proof'] === 'string'
    if (Array.isArray(entries) && entries.every(isEntry)) return json as ReceiptFile
  } catch {
    // Said below: neither form.
  }
  throw new CannotCheck(`${path}: neither a tlog-proof nor a file of receipts`)
}

/** As given, or the files `policy` and `log.vkey` beside the receipt. */
async function readTrust(
  receipt: string,
  vkey: string | undefined,
  policy: string | undefined,
  file: ReceiptFile | undefined,
  program: Program,
): Promise<ReceiptTrust> {
  if (vkey !== undefined || policy !== undefined) {
    return {
      ...(vkey === undefined ? {} : { vkey: await keyOf(vkey) }),
      ...(policy === undefined ? {} : { policy: await readTextInput(policy) }),
    }
  }
  const beside = (name: string) => readFile(join(dirname(receipt), name), 'utf8').catch(() => undefined)
  const [nearPolicy, nearKey] = [await beside('policy'), await beside('log.vkey')]
  if (nearPolicy !== undefined) return { policy: nearPolicy }
  if (nearKey !== undefined) return { vkey: nearKey }
  if (file?.vkey !== undefined) {
    program.err('Kunci log diambil dari berkas ini. Bandingkan dengan log.vkey yang diterbitkan instansi:\n')
    program.err(`${file.vkey}\n`)
    return { vkey: file.vkey, ...(file.policy === undefined ? {} : { policy: file.policy }) }
  }
  throw new CannotCheck(
    '--vkey or --policy is missing: the key of the log, as the agency publishes it in log.vkey',
  )
}

/** The line itself, or a file that holds it. */
async function keyOf(vkey: string): Promise<string> {
  return /^[^+\s]+\+[0-9a-f]{8}\+/.test(vkey) ? vkey : readTextInput(vkey)
}
