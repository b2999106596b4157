// A round as the committee makes it, and its calendar: the windows that journeys move the clock to.
import assert from 'node:assert/strict'
import type { ImportedFormation } from '../../apps/portal/src/publish/formation-import.ts'
import type { TestPortal } from '../support/portal.ts'
import { fill, follow, press, sees, visit } from '../support/walk.ts'
import type { Officer } from './actors.ts'

export const selection = '2027-cpns'
const title = 'Seleksi CPNS Kota Pontianak 2027'
export const desk = `/petugas/seleksi/${selection}`

const header = 'id,unit_path,position,need_type,seats,level,programmes,min_gpa,note'
const rows = [
  'UJI-001,Dinas Kesehatan | UPT Puskesmas Alianyang,PERAWAT TERAMPIL,UMUM,1,D-III,D-III KEPERAWATAN,2.75,',
  'UJI-002,Dinas Kesehatan | UPT Puskesmas Saigon,PERAWAT TERAMPIL,UMUM,2,D-III,D-III KEPERAWATAN,2.75,',
  'UJI-003,Dinas Komunikasi dan Informatika,PRANATA KOMPUTER TERAMPIL,UMUM,1,D-III,D-III TEKNIK INFORMATIKA,2.75,',
]
export const determination = { csv: `${[header, ...rows].join('\n')}\n`, rows: rows.length, seats: 4 }

const announcement = {
  nomor: '800.1.2.2-07',
  judul: 'Penerimaan CPNS Kota Pontianak 2027',
  isi: 'Pemerintah Kota Pontianak membuka seleksi CPNS.\n\nSeleksi ini tidak dipungut biaya.',
}

export async function createRound(secretary: Officer, portal: TestPortal): Promise<void> {
  const { page } = secretary
  await visit(page, '/petugas/seleksi')
  const today = new Date((await portal.clock.now()).getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
  await fill(page, { id: selection, judul: title, tahun: '2027', aturan: 'cpns-2024', mulai: today })
  await press(page, 'Buat seleksi')
  assert.equal(new URL(page.url()).pathname, desk, await page.locator('main').innerText())
  // Outside a demo every number of the rule set waits for a document and two officers; that way has its own tests.
  await portal.query('update site.selection set demo = true where id = $1', [selection])
}

export async function importFormations(
  secretary: Officer,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const { page } = secretary
  await visit(page, `${desk}/formasi`)
  const replace = page.locator('summary', { hasText: 'Ganti' })
  if ((await replace.count()) > 0) await replace.first().click()
  await page.locator('[name="berkas"]').setInputFiles(file)
  await fill(page, { baris: String(determination.rows), kursi: String(determination.seats) })
  await press(page, 'Periksa dan impor')
}

export const csvFile = (text: string, name = 'penetapan.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
})

/** Announcement, gate, proposal; returns the path of the proposal. */
export async function proposeRound(secretary: Officer): Promise<string> {
  const { page } = secretary
  await visit(page, `${desk}/pengumuman`)
  await fill(page, announcement)
  await follow(page, page.locator('main form button').last())
  await sees(page, /Tersimpan/)
  await visit(page, desk)
  await sees(page, /Semua terpenuhi/)
  await press(page, 'Usulkan terbit')
  const path = new URL(page.url()).pathname
  assert.match(path, /^\/petugas\/usulan\//, await page.locator('main').innerText())
  return path
}

export async function formations(portal: TestPortal): Promise<ImportedFormation[]> {
  const found = await portal.query<{ data: ImportedFormation }>(
    'select data from act.formation where selection_id = $1 order by formation_id',
    [selection],
  )
  return found.map(({ data }) => data)
}

/** First and last instant of a window; the last is the first that is outside. */
export async function windowOf(portal: TestPortal, stage: string): Promise<{ opens: Date; closes: Date }> {
  const [row] = await portal.query<{ start: string; end: string }>(
    `select s->>'start' as start, s->>'end' as end from act.schedule, jsonb_array_elements(stages) s
      where selection_id = $1 and s->>'id' = $2 order by version desc limit 1`,
    [selection, stage],
  )
  assert.ok(row !== undefined, `no window ${stage}`)
  return { opens: new Date(row.start), closes: new Date(row.end) }
}

/** An hour into a window. */
export async function moveInto(portal: TestPortal, stage: string): Promise<void> {
  const { opens } = await windowOf(portal, stage)
  await portal.clock.moveTo(new Date(opens.getTime() + 3_600_000))
}
