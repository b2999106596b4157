// A number of the rule set that nobody had read in the law is confirmed with a document (aturan.sah), by two people.
// The document's name is personal to nobody but stays out of the entry's body, which holds codes only.
import { unconfirmedNumbers } from '@terang/rules/rule-set.ts'
import type { ProposalKind } from '../accounts/proposals.ts'
import { confirmedKeysOf, ruleSetOf } from './queries.ts'

export interface ConfirmationPayload {
  readonly key: string
  readonly document: string
}

export const confirmNumberKind: ProposalKind = {
  title: ({ object }) => `Pastikan angka ${object}`,
  proposes: ['sekretaris'],
  approves: ['ketua'],
  inputsDigest: async (_services, db, { selection }) => (await ruleSetOf(db, selection))?.sha256 ?? '',
  async describe(services, { selection, payload }) {
    const { key, document } = payload as ConfirmationPayload
    const rules = await ruleSetOf(services.db, selection)
    const number =
      rules === undefined ? undefined : unconfirmedNumbers(rules.ruleSet).find((one) => one.path === key)
    return {
      consequences: [`Angka ${key} dianggap pasti untuk seleksi ini, dengan dokumen "${document}".`],
      changes: [{ label: key, before: 'belum dipastikan', after: JSON.stringify(number?.value ?? null) }],
      entries: [{ t: 'aturan.sah', body: { aturan: rules?.index ?? 0, kunci: key } }],
    }
  },
  async execute({ services, trx, proposal, by, setuju, secondId, at }) {
    const { key, document } = proposal.payload as ConfirmationPayload
    const rules = await ruleSetOf(trx, proposal.selection)
    if (rules === undefined) return { ok: false, refusal: 'blocked', problems: ['Terbitkan aturannya dulu.'] }
    if (!unconfirmedNumbers(rules.ruleSet).some((one) => one.path === key))
      return { ok: false, refusal: 'blocked', problems: [`Angka ${key} tidak perlu dipastikan.`] }
    if ((await confirmedKeysOf(trx, proposal.selection)).has(key))
      return { ok: false, refusal: 'alreadyDecided' }
    const id = await services.record.enqueue(trx, {
      t: 'aturan.sah',
      at,
      by,
      sel: proposal.selection,
      body: { aturan: rules.index, kunci: key, setuju: [...setuju] },
      personal: { person: proposal.proposerId, fields: { document } },
    })
    await trx
      .insertInto('act.rule_confirmation')
      .values({
        selection_id: proposal.selection,
        key,
        document,
        at,
        proposer_id: proposal.proposerId,
        second_id: secondId,
        entry_id: id,
      })
      .execute()
    return { ok: true, value: [id] }
  },
}
