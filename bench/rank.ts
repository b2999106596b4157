// npm run bench -- rank: `terang rank` against DuckDB, each a process of its own from CSV to CSV, on an invented national
// round (BENCH_SIZE applicants, 4,000,000 unless said). Both must give the same bytes.
// What is compared byte for byte is all but the filling of unfilled seats: a step of filling gives a seat to the best who
// still has a choice, which no window of SQL says. `terang` is measured with filling (the whole rule set) and without;
// the targets are held against the run with filling, which does more than DuckDB's.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseRuleSet } from '@terang/rules/rule-set.ts'
import type { Cost } from './cost-at-exit.ts'
import { median } from './process-cost.ts'
import { writeNationalRound } from './rank-data.ts'

const size = Number(process.env['BENCH_SIZE'] ?? 4_000_000)
const runs = size > 1_000_000 ? 1 : 3
const targets = { cpuRatio: 0.6, wallRatio: 0.6, peakMB: 1500 }
const here = import.meta.dirname
const shipped = join(here, '../packages/rules/rule-sets/cpns-2024.json')
const folder = mkdtempSync(join(tmpdir(), 'terang-bench-'))
const file = (name: string) => join(folder, name)

interface Run extends Cost {
  wallMs: number
}

try {
  const ruleSet = parseRuleSet(readFileSync(shipped, 'utf8'))
  const withoutFilling = {
    ...ruleSet,
    overflow: { ...ruleSet.overflow, steps: [] },
    codes: ruleSet.codes.filter((code) => code.overflowStep === undefined),
  }
  writeFileSync(file('without-filling.json'), JSON.stringify(withoutFilling))
  const [formations, participants] = [file('formations.csv'), file('participants.csv')]
  const round = writeNationalRound(ruleSet, size, { formations, participants })
  console.log(
    `${round.applicants} applicants, ${round.formations} formations, ${round.seats} seats, ${round.shortlisted} shortlisted, ` +
      `${(round.participantBytes / 1e6).toFixed(0)} MB`,
  )

  const tables = ['--formations', formations, '--participants', participants]
  const terang = (rules: string, out: string) =>
    measure(join(here, '../apps/verify/src/cli.ts'), 'rank', '--rules', rules, ...tables, '--out', file(out))
  const kinds = {
    terang: () => terang(shipped, 'terang.csv'),
    plain: () => terang(file('without-filling.json'), 'plain.csv'),
    duckdb: () =>
      measure(join(here, 'rank-duckdb.ts'), shipped, formations, participants, file('duckdb.csv')),
  }
  const measured: Record<keyof typeof kinds, Run[]> = { terang: [], plain: [], duckdb: [] }
  for (let run = 0; run < runs; run++) {
    for (const kind of ['terang', 'plain', 'duckdb'] as const) measured[kind].push(await kinds[kind]())
  }

  if ((await digest(file('plain.csv'))) !== (await digest(file('duckdb.csv'))))
    throw new Error('terang and DuckDB do not give the same results')
  const filled = differentLines(file('terang.csv'), file('plain.csv'))
  if (filled.some((line) => !/^[^,]*,[^,]*,pl,(?:[^,]*,){4}(?:[ue]\d|tie),/.test(line)))
    throw new Error('filling changed somebody whom it did not move')

  const middle = (kind: keyof typeof kinds, value: keyof Run) =>
    median(measured[kind].map((run) => run[value]))
  const figures: Record<string, number> = { applicants: round.applicants, formations: round.formations }
  console.log(`${''.padEnd(24)}${'CPU ms'.padStart(10)}${'wall ms'.padStart(10)}${'peak MB'.padStart(10)}`)
  for (const [kind, name] of [
    ['terang', 'terang rank'],
    ['plain', 'terang, without filling'],
    ['duckdb', 'DuckDB, without filling'],
  ] as const) {
    const row = (['cpuMs', 'wallMs', 'peakMB'] as const).map((value) => middle(kind, value))
    console.log(`${name.padEnd(24)}${row.map((value) => value.toFixed(0).padStart(10)).join('')}`)
    for (const [at, value] of ['CpuMs', 'WallMs', 'PeakMB'].entries())
      figures[`${kind}${value}`] = Math.round(row[at] ?? 0)
  }
  const ratio = (kind: 'terang' | 'plain', value: keyof Run) =>
    Number((middle(kind, value) / middle('duckdb', value)).toFixed(3))
  Object.assign(figures, {
    filledOrTied: filled.length,
    cpuRatio: ratio('terang', 'cpuMs'),
    wallRatio: ratio('terang', 'wallMs'),
    peakRatio: ratio('terang', 'peakMB'),
    plainCpuRatio: ratio('plain', 'cpuMs'),
    plainWallRatio: ratio('plain', 'wallMs'),
  })
  const met = {
    cpu: (figures['cpuRatio'] ?? Number.NaN) <= targets.cpuRatio,
    wall: (figures['wallRatio'] ?? Number.NaN) <= targets.wallRatio,
    memory: middle('terang', 'peakMB') <= targets.peakMB,
  }
  console.log(
    `CPU ${figures['cpuRatio']} of DuckDB's, wall ${figures['wallRatio']}, peak memory ${figures['peakRatio']}; ` +
      `the same bytes, ${filled.length} rows filled or tied in filling`,
  )
  console.log(JSON.stringify({ bench: 'rank', figures, targets, met }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** One process from start to end. */
async function measure(script: string, ...args: string[]): Promise<Run> {
  const costFile = file('cost.json')
  const preload = pathToFileURL(join(here, 'cost-at-exit.ts')).href
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', preload, script, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TERANG_COST_FILE: costFile },
  })
  // Messages go to a reader, as on a terminal; only the last ones are kept for the case that it fails.
  let said = ''
  child.stderr.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const wallMs = performance.now() - start
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${said}`)
  return { ...(JSON.parse(readFileSync(costFile, 'utf8')) as Cost), wallMs }
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** The lines of `path` that stand otherwise in `other`; both have the same rows in the same order. */
function differentLines(path: string, other: string): string[] {
  const [a, b] = [readFileSync(path), readFileSync(other)]
  const found: string[] = []
  for (let x = 0, y = 0; x < a.length || y < b.length;) {
    const [endA, endB] = [a.indexOf(10, x), b.indexOf(10, y)]
    if (endA === -1 || endB === -1) throw new Error('one file has more rows')
    if (a.compare(b, y, endB, x, endA) !== 0) found.push(a.toString('latin1', x, endA))
    x = endA + 1
    y = endB + 1
  }
  return found
}
