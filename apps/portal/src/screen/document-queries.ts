// What an officer may open of a document, and the trail it leaves. The work that is open decides: the file on the own desk,
// part A without identity, or the seat in a panel.
import { sql } from 'kysely'
import { officerOf, type Officer } from '../accounts/policy.ts'
import type { AppContext } from '../accounts/session.ts'
import { applyRound, documentForOfficer, type OwnFile } from '../apply/queries.ts'
import { scoped, type Trx } from '../services/database.ts'
import type { PageSize } from '../services/page-drawing.ts'
import { pagePainter, type PagePainter, type Undrawn } from '../services/page-pictures.ts'
import type { Services } from '../services/services.ts'
import { doorTo } from './queries.ts'

/** Sizes at 100 dpi; `undefined` in place of a page that could not be drawn, or why none can. */
export type DocumentPages = readonly (PageSize | undefined)[] | Undrawn

const painters = new WeakMap<Services, PagePainter>()
export function painterOf(services: Services): PagePainter {
  const known = painters.get(services) ?? pagePainter()
  painters.set(services, known)
  return known
}

/** How large the pages of these documents will be. Nothing of them is shown by this, so it is no opening. */
export async function measureDocuments(
  services: Services,
  officer: Officer,
  files: readonly Pick<OwnFile, 'id'>[],
): Promise<ReadonlyMap<string, DocumentPages>> {
  const painter = painterOf(services)
  const open = (id: string) =>
    scoped(services.db, { officer: officer.personId }, (trx) =>
      documentForOfficer(trx, services, officer, id),
    )
  const sizes = new Map<string, DocumentPages>()
  for (const { id } of files) sizes.set(id, await painter.measure(id, () => open(id)))
  return sizes
}

export interface OpenedDocument {
  readonly officer: Officer
  readonly bytes: Uint8Array
  readonly mime: string
  readonly slot: string
  readonly applicationId: string
  readonly formationId: string
  /** Whether it is opened for the checking desk or for a panel. */
  readonly forPanel: boolean
}

const identitySlots = new Set(['idCard', 'photo', 'selfie'])

/** Pictures of pages within this time are one opening. */
const openingMs = 10 * 60_000

/**
 * The document with its row in the trail of access, or nothing where no open work of the officer needs it.
 * @param how a look is one row in ten minutes, a download always one of its own
 */
export async function openDocumentFor(
  services: Services,
  c: AppContext,
  documentId: string,
  how: 'look' | 'download',
): Promise<OpenedDocument | undefined> {
  const session = c.get('session')
  if (session?.kind !== 'officer') return undefined
  return scoped(services.db, { officer: session.personId }, async (trx) => {
    const row = await trx
      .selectFrom('person.document')
      .innerJoin('person.application', 'person.application.id', 'person.document.application_id')
      .select([
        'person.document.application_id',
        'person.document.selection_id',
        'person.document.person_id',
        'person.document.slot',
        'person.application.formation_id',
      ])
      .where('person.document.id', '=', documentId)
      .executeTakeFirst()
    const door = row === undefined ? undefined : await doorTo(trx, session.personId, row.application_id)
    if (row === undefined || door === undefined || (door === 'a' && identitySlots.has(row.slot)))
      return undefined
    const officer = await officerOf(trx, c, row.selection_id)
    const role = officer?.roles.find((held) =>
      door === 'panel'
        ? held.role === 'panelsanggah' || held.role === 'ketua'
        : held.role === 'pemeriksa' || held.role === 'pemeriksasenior',
    )
    if (officer === undefined || role === undefined) return undefined
    const opened = await documentForOfficer(trx, services, officer, documentId)
    if (opened === undefined) return undefined
    const access = {
      person_id: row.person_id,
      selection_id: row.selection_id,
      officer_id: session.personId,
      role: `${role.role}:${role.code}`,
      what: `berkas ${row.slot}`,
      purpose: door === 'panel' ? 'sanggah' : 'periksa',
      at: services.clock.now(),
    }
    if (how === 'download' || !(await isOpened(trx, documentId, access)))
      await trx.insertInto('act.access').values(access).execute()
    return { ...opened, officer, formationId: row.formation_id, forPanel: door === 'panel' }
  })
}

/** Pages load side by side, so the question and the row that follows it are asked one at a time. */
async function isOpened(
  trx: Trx,
  documentId: string,
  access: { person_id: string; officer_id: string; what: string; purpose: string; at: Date },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${access.officer_id} ${documentId}`}, 0))`.execute(
    trx,
  )
  const earlier = await trx
    .selectFrom('act.access')
    .select('at')
    .where('person_id', '=', access.person_id)
    .where('officer_id', '=', access.officer_id)
    .where('what', '=', access.what)
    .where('purpose', '=', access.purpose)
    .where('at', '>', new Date(access.at.getTime() - openingMs))
    .executeTakeFirst()
  return earlier !== undefined
}

/** The name of a slot as the officer reads it. */
export async function slotLabel(services: Services, opened: OpenedDocument): Promise<string> {
  const round = await applyRound(services.db, opened.officer.selection, opened.formationId)
  return round?.slots.find((slot) => slot.id === opened.slot)?.label ?? opened.slot
}
