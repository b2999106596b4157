// Scores and results as the committee handles them: one imports and another confirms, one proposes and another approves.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestPortal } from '../support/portal.ts'
import { fill, follow, press, sees, visit } from '../support/walk.ts'
import { approveProposal, type Officer } from './actors.ts'
import { csvFile, selection } from './round.ts'

export type SkdRow = { participant: string; twk: number; tiu: number; tkp: number }
/** Thousandths. */
export type SkbRow = { participant: string; skb: number }

export function scoresFile(test: 'skd' | 'skb', rows: readonly (SkdRow | SkbRow)[]): string {
  const lines = rows.map((row) =>
    'skb' in row
      ? `${row.participant},h,${row.skb}`
      : `${row.participant},h,${row.twk},${row.tiu},${row.tkp}`,
  )
  return [test === 'skd' ? 'participant,status,twk,tiu,tkp' : 'participant,status,skb', ...lines, ''].join(
    '\n',
  )
}

/** The first officer uploads; the page of the proposal or what is wrong with the file comes back. */
export async function uploadScores(
  { page }: Officer,
  test: 'skd' | 'skb',
  rows: readonly (SkdRow | SkbRow)[],
): Promise<string> {
  await visit(page, '/petugas/nilai')
  await fill(page, { seleksi: selection, tes: test })
  await page.locator('[name="berkas"]').setInputFiles(csvFile(scoresFile(test, rows), `${test}.csv`))
  await press(page, 'Periksa berkas')
  return new URL(page.url()).pathname
}

/** The second officer types what the signed minutes say. */
export async function confirmScores(
  { page }: Officer,
  proposal: string,
  totals: Readonly<Record<string, string>>,
): Promise<void> {
  await visit(page, proposal)
  await fill(page, totals)
  await press(page, 'Catat nilai')
}

export function totalsOf(rows: readonly (SkdRow | SkbRow)[]): Record<string, string> {
  const sum = (part: 'twk' | 'tiu' | 'tkp') =>
    String(rows.reduce((total, row) => total + ('skb' in row ? 0 : row[part]), 0))
  const counts = { rows: String(rows.length), present: String(rows.length), absent: '0', disqualified: '0' }
  const first = rows[0]
  if (first !== undefined && 'skb' in first) {
    const skb = rows.reduce((total, row) => total + ('skb' in row ? row.skb * 1_000 : 0), 0)
    return { ...counts, skbMilli: String(skb) }
  }
  return { ...counts, twk: sum('twk'), tiu: sum('tiu'), tkp: sum('tkp') }
}

/** Uploaded by one, confirmed by another. */
export async function importScores(
  first: Officer,
  second: Officer,
  test: 'skd' | 'skb',
  rows: readonly (SkdRow | SkbRow)[],
): Promise<void> {
  const proposal = await uploadScores(first, test, rows)
  assert.match(proposal, /^\/petugas\/nilai\/./, await first.page.locator('main').innerText())
  await confirmScores(second, proposal, totalsOf(rows))
  await sees(second.page, /Nilai sudah dicatat/)
}

export type ComputedStage = 'adminResult' | 'adminResultAfterObjection' | 'skdResult' | 'finalResult'

/** Freezes and computes, then the second officer approves; waits until the result is effective. */
export async function announceResult(
  portal: TestPortal,
  secretary: Officer,
  chair: Officer,
  stage: ComputedStage,
): Promise<void> {
  const { page } = secretary
  const administrative = stage.startsWith('admin')
  await visit(page, administrative ? '/petugas/administrasi' : '/petugas/hasil')
  const form = page.locator('form', { has: page.locator(`[name="tahap"][value="${stage}"]`) })
  assert.ok(
    (await form.count()) > 0,
    `no way to announce ${stage}:\n${await page.locator('main').innerText()}`,
  )
  await follow(page, form.first().getByRole('button').last())
  // The chair finds what waits on the first page of the staff.
  await visit(chair.page, '/petugas')
  const waiting = chair.page.locator('main a[href^="/petugas/usulan/"]')
  assert.ok(
    (await waiting.count()) > 0,
    `nothing waits for the chair:\n${await page.locator('main').innerText()}`,
  )
  const path = (await waiting.first().getAttribute('href')) ?? ''
  await approveProposal(chair, path)
  await untilEffective(portal, stage)
}

export async function untilEffective(portal: TestPortal, stage: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const rows = await portal.query(
      `select 1 from act.stage_result r join log.effective e on e.id = r.entry_id
        where r.selection_id = $1 and r.stage = $2`,
      [selection, stage],
    )
    if (rows.length > 0) return
    await pause(100)
  }
  assert.fail(`${stage} is not effective after 30 s`)
}
