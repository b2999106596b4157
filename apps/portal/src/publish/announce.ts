// Further announcements of a round: changes, calls, clarifications. A new version of a number says in one sentence
// what changed; older versions stay readable (participation.md 1.1).
import type { ProposalKind } from '../accounts/proposals.ts'
import type { Queryable } from '../services/database.ts'
import { sha256Of, type AnnouncementBody } from './published.ts'
import { announcementText, paragraphsOf } from './publish-round.ts'

/** Kinds an officer may write; the others come with their own acts. */
export const announcementKinds: Readonly<Record<string, string>> = {
  perubahan: 'Perubahan',
  jadwal: 'Jadwal',
  panggilan: 'Panggilan peserta',
  kegiatan: 'Kegiatan',
  klarifikasi_hoaks: 'Klarifikasi',
}

export interface AnnouncementPayload {
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly summaryOfChange?: string
}

async function lastVersion(db: Queryable, selection: string, number: string) {
  return db
    .selectFrom('act.announcement')
    .select(['version', 'kind', 'title', 'body', 'sha256'])
    .where('selection_id', '=', selection)
    .where('number', '=', number)
    .orderBy('version', 'desc')
    .executeTakeFirst()
}

function bodyOf(payload: AnnouncementPayload): AnnouncementBody {
  return {
    paragraphs: paragraphsOf(payload.text),
    ...(payload.summaryOfChange === undefined ? {} : { summaryOfChange: payload.summaryOfChange }),
  }
}

export const announceKind: ProposalKind = {
  title: ({ payload }) => `Terbitkan pengumuman ${(payload as AnnouncementPayload).number}`,
  proposes: ['sekretaris'],
  approves: ['ketua'],
  inputsDigest: async (_services, db, { selection, object }) =>
    (await lastVersion(db, selection, object))?.sha256 ?? '',
  async describe(services, { selection, object, payload }) {
    const draft = payload as AnnouncementPayload
    const last = await lastVersion(services.db, selection, object)
    const body = bodyOf(draft)
    const old = (last?.body as AnnouncementBody | undefined)?.paragraphs ?? []
    const longest = Math.max(old.length, body.paragraphs.length)
    return {
      consequences: [
        last === undefined
          ? `Pengumuman nomor ${object} terbit.`
          : `Pengumuman nomor ${object} menjadi versi ${last.version + 1}. Versi lama tetap dapat dibaca.`,
      ],
      changes: [
        { label: 'Judul', before: last?.title, after: draft.title },
        ...Array.from({ length: longest }, (_, i) => ({
          label: `Paragraf ${i + 1}`,
          before: old[i],
          after: body.paragraphs[i],
        })).filter((one) => one.before !== one.after),
      ],
      entries: [
        {
          t: 'pengumuman.terbit',
          body: {
            nomor: object,
            jenis: draft.kind,
            versi: (last?.version ?? 0) + 1,
            sha256: sha256Of(announcementText(object, draft.title, draft.kind, body)),
          },
        },
      ],
    }
  },
  async execute({ services, trx, proposal, by, setuju, secondId, at }) {
    const draft = proposal.payload as AnnouncementPayload
    const elsewhere = await trx
      .selectFrom('act.announcement')
      .select('number')
      .where('number', '=', proposal.object)
      .where('selection_id', '<>', proposal.selection)
      .executeTakeFirst()
    if (elsewhere !== undefined)
      return {
        ok: false,
        refusal: 'blocked',
        problems: [`Nomor ${proposal.object} sudah dipakai pengumuman seleksi lain.`],
      }
    const last = await lastVersion(trx, proposal.selection, proposal.object)
    const body = bodyOf(draft)
    const version = (last?.version ?? 0) + 1
    if (version > 1 && draft.summaryOfChange === undefined)
      return { ok: false, refusal: 'blocked', problems: ['Tulis satu kalimat tentang apa yang berubah.'] }
    const sha256 = sha256Of(announcementText(proposal.object, draft.title, draft.kind, body))
    const id = await services.record.enqueue(trx, {
      t: 'pengumuman.terbit',
      at,
      by,
      sel: proposal.selection,
      body: { nomor: proposal.object, jenis: draft.kind, versi: version, sha256, setuju: [...setuju] },
    })
    await trx
      .insertInto('act.announcement')
      .values({
        selection_id: proposal.selection,
        number: proposal.object,
        kind: draft.kind,
        version,
        title: draft.title,
        body: JSON.stringify(body),
        sha256,
        at,
        proposer_id: proposal.proposerId,
        second_id: secondId,
        entry_id: id,
      })
      .execute()
    return { ok: true, value: [id] }
  },
}
