// Every kind of two-person act, by its name in site.proposal. A feature defines its kind in its own folder and is
// listed here; the pages of /petugas/usulan show and decide all of them.
import { appointKind } from './appointment.ts'
import type { ProposalKind } from './proposals.ts'
import { publicationKind, publishResultKind } from '../decide/publication.ts'
import { scoreImportKind, scoreKind } from '../examine/score-proposal.ts'
import { answerKind, answerProposalKind } from '../listen/answer.ts'
import { announceKind } from '../publish/announce.ts'
import { changeScheduleKind } from '../publish/change-schedule.ts'
import { confirmNumberKind } from '../publish/confirm-number.ts'
import { adminResultKind, adminResultProposal } from '../screen/result.ts'
import { publishRoundKind, publishRulesKind } from '../publish/publish-round.ts'

export const proposalKinds: Readonly<Record<string, ProposalKind>> = {
  'lowongan.terbit': publishRoundKind,
  'aturan.terbit': publishRulesKind,
  'aturan.sah': confirmNumberKind,
  'jadwal.ubah': changeScheduleKind,
  'pengumuman.terbit': announceKind,
  'pejabat.tunjuk': appointKind,
  [answerKind]: answerProposalKind,
  [scoreKind]: scoreImportKind,
  [publicationKind]: publishResultKind,
  [adminResultKind]: adminResultProposal,
}
