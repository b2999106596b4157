// The whole check of a site, the same on the command line and in a browser: find its logs and selections, prove the
// logs, then prove each published result against them. Reads through a function; keeps nothing, prints nothing.
import { checkLog } from './check-log.ts'
import type { CheckedLog, Fetch, SeenLog } from './check-log.ts'
import { checkPublication } from './check-publication.ts'
import { beside, readIndex, readSite, START } from './entry-points.ts'
import type { PublicationIndex, SelectionAddress, SiteDescription } from './entry-points.ts'
import { openReporter } from './report.ts'
import type { CheckLine, Reporter, ReporterOptions } from './report.ts'

export interface VerifyOptions extends ReporterOptions {
  /** Reads an absolute path of the site, or a whole address; undefined where there is no such file. */
  readonly fetch: Fetch
  /** For a folder that is only a log: what its list of addresses would say. */
  readonly site?: SiteDescription
  /** What the last check left (`report.seen`). */
  readonly seen?: readonly SeenLog[]
  /** A signed checkpoint that somebody else gave. */
  readonly against?: string
  /** Checks the results of this selection only. */
  readonly selection?: string
}

export interface LogSummary {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly witnesses: { readonly valid: number; readonly all: number }
}

export interface VerifyReport {
  readonly ok: boolean
  readonly lines: readonly CheckLine[]
  readonly logs: readonly LogSummary[]
  /** To be kept for the next check. A log that did not pass keeps what was known of it before. */
  readonly seen: readonly SeenLog[]
}

export async function verifySite(options: VerifyOptions): Promise<VerifyReport> {
  const report = openReporter(options)
  const site = options.site ?? (await readStart(options.fetch, report))
  if (site === undefined) return { ok: false, lines: report.lines, logs: [], seen: options.seen ?? [] }
  const selections = site.selections.filter(
    ({ id }) => options.selection === undefined || id === options.selection,
  )
  if (selections.length === 0 && options.selection !== undefined)
    report.bad('site', 'site/unknown-selection', { values: { selection: options.selection } })
  report.good('site', 'site/found', {
    values: { agency: site.agency.name, logs: site.logs.length, selections: site.selections.length },
  })

  // Lists before logs: an entry that is made meanwhile can then only be newer than the list, never the reverse.
  const lists = new Map<string, Uint8Array | undefined>()
  for (const { id, index } of selections) lists.set(id, await options.fetch(index))

  const needed = new Set(selections.map(({ log }) => log))
  const logs = new Map<string, CheckedLog>()
  const seen = new Map((options.seen ?? []).map((one) => [one.origin, one]))
  for (const log of site.logs) {
    if (options.selection !== undefined && !needed.has(log.origin)) continue
    const before = report.lines.length
    const kept = seen.get(log.origin)
    const checked = await checkLog(log, {
      fetch: options.fetch,
      report,
      ...(kept === undefined ? {} : { seen: kept }),
      ...(options.against === undefined ? {} : { against: options.against }),
    })
    if (checked === undefined) continue
    logs.set(log.origin, checked)
    if (report.lines.slice(before).every(({ ok }) => ok))
      seen.set(log.origin, { origin: log.origin, vkey: log.vkey, checkpoint: checked.note })
  }
  for (const selection of selections) {
    const log = logs.get(selection.log)
    if (!site.logs.some(({ origin }) => origin === selection.log))
      report.bad('site', 'site/unknown-log', { values: { selection: selection.id, origin: selection.log } })
    else if (log !== undefined)
      await checkSelection({ selection, log, list: lists.get(selection.id), fetch: options.fetch, report })
  }
  return {
    ok: report.lines.every(({ ok }) => ok),
    lines: report.lines,
    logs: [...logs.values()].map(({ origin, size, root, witnesses }) => ({ origin, size, root, witnesses })),
    seen: [...seen.values()],
  }
}

async function readStart(fetch: Fetch, report: Reporter): Promise<SiteDescription | undefined> {
  const bytes = await fetch(START)
  if (bytes === undefined) {
    report.bad('site', 'site/missing', { values: { path: START } })
    return undefined
  }
  const reading = readSite(bytes)
  if (reading.ok) return reading.value
  report.bad('site', 'site/malformed', { values: { path: START }, detail: reading.detail })
  return undefined
}

interface SelectionContext {
  readonly selection: SelectionAddress
  readonly log: CheckedLog
  readonly list: Uint8Array | undefined
  readonly fetch: Fetch
  readonly report: Reporter
}

async function checkSelection(context: SelectionContext): Promise<void> {
  const { selection, log, fetch, report } = context
  const { id } = selection
  const rankings = log.entries.filter(({ entry }) => entry.t === 'peringkat.terbit' && entry.sel === id)
  const first = readList(context, rankings.length, context.list)
  if (first === undefined) return
  let list = first
  // What was published while the log was read is not hidden: the list is read once more before that is said.
  // A ranking is public from its announcement on; until then it may wait.
  const announced = new Set(
    log.entries.flatMap(({ entry }) =>
      entry.t === 'hasil.umum' && entry.sel === id ? [entry.body['peringkat']] : [],
    ),
  )
  const hidden = (from: PublicationIndex) =>
    rankings.filter(
      ({ index }) =>
        announced.has(index) && !from.publications.some(({ results }) => results.index === index),
    )
  if (hidden(list).length > 0) list = readList(context, rankings.length, await fetch(selection.index)) ?? list
  for (const { index } of hidden(list))
    report.bad('files', 'index/hidden', { values: { selection: id, index } })

  // The second reading may name entries that came after the checkpoint; the first may not.
  const read = new Set(first.publications.map(({ results }) => results.index))
  const shown = list.publications.filter(({ results: { index } }) => index < log.size || read.has(index))
  report.good('files', 'index/found', { values: { selection: id, count: shown.length } })
  for (const [at, publication] of shown.entries()) {
    report.progress('files', at, shown.length)
    await checkPublication({
      selection: id,
      publication,
      entries: log.entries,
      entryAt: log.entryAt,
      read: (name) => fetch(beside(selection.index, `data/${publication.folder}/${name}`)),
      report,
    })
  }
  report.progress('files', shown.length, shown.length)
}

function readList(
  { selection, report }: SelectionContext,
  rankings: number,
  bytes: Uint8Array | undefined,
): PublicationIndex | undefined {
  const { id } = selection
  if (bytes === undefined) {
    if (rankings === 0) report.good('files', 'index/none', { values: { selection: id } })
    else report.bad('files', 'index/missing', { values: { selection: id, count: rankings } })
    return undefined
  }
  const reading = readIndex(bytes)
  if (!reading.ok) {
    report.bad('files', 'index/malformed', { values: { selection: id }, detail: reading.detail })
    return undefined
  }
  if (reading.value.selection === id && reading.value.log === selection.log) return reading.value
  report.bad('files', 'index/other-selection', { values: { selection: id } })
  return undefined
}
