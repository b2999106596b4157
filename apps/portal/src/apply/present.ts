// From refusals, files and values to the words an applicant reads.
import type { ApplyRefusal } from './admission.ts'
import { applyId } from '../words/apply.id.ts'
import { format, type Format } from '../words/format.ts'
import { refusalText, REFUSAL_STATUS } from '../words/refusal.ts'
import type { Services } from '../services/services.ts'

export function writing(services: Pick<Services, 'agency'>): Format {
  return format('id', { name: services.agency.zone, label: services.agency.zoneLabel })
}

export interface RefusalView {
  readonly status: 403 | 404 | 409 | 422 | 503
  readonly text: string
  readonly href?: string
  readonly link?: string
}

/** @param names position titles by formation, for the vacancy that a person applied to already */
export function refusalView(
  services: Pick<Services, 'agency'>,
  refusal: ApplyRefusal,
  arrivedAt: Date,
  nameOf: (formationId: string) => string,
): RefusalView {
  const f = writing(services)
  switch (refusal.code) {
    case 'windowNotOpen':
      return {
        status: REFUSAL_STATUS.windowNotOpen,
        text: refusalText('id', 'windowNotOpen', { buka: f.dateTime(refusal.round.opensAt) }),
      }
    case 'windowClosed':
      return {
        status: REFUSAL_STATUS.windowClosed,
        text: refusalText('id', 'windowClosed', {
          tutup: f.deadline(refusal.round.closesAt),
          tiba: f.dateTime(arrivedAt),
        }),
      }
    case 'otherApplication':
      return {
        status: REFUSAL_STATUS.otherApplication,
        text: refusalText('id', 'otherApplication', { lowongan: nameOf(refusal.formationId) }),
        href: `/lamaran/${refusal.id}/diri`,
        link: applyId.start.toOwn,
      }
    case 'withdrawalFinal':
      return {
        status: REFUSAL_STATUS.withdrawalFinal,
        text: refusalText('id', 'withdrawalFinal', { waktu: f.dateTime(refusal.at) }),
      }
    case 'alreadySubmitted':
      return {
        status: REFUSAL_STATUS.alreadySubmitted,
        text: refusalText('id', 'alreadySubmitted', { tiba: f.dateTime(refusal.at) }),
      }
    case 'frozen':
      return {
        status: REFUSAL_STATUS.frozen,
        text: refusalText('id', 'frozen', { rujukan: applyId.frozenRule }),
      }
    case 'nothingToWithdraw':
      return { status: REFUSAL_STATUS.nothingToWithdraw, text: refusalText('id', 'nothingToWithdraw', {}) }
    case 'incomplete':
      return { status: 422, text: applyId.send.incomplete }
    case 'changed':
      return { status: 409, text: applyId.send.changed }
    case 'unconfirmedAddress':
      return { status: 403, text: applyId.start.unconfirmed }
    case 'clockClosed':
      return { status: 503, text: applyId.send.clock }
    case 'unknown':
      return { status: 404, text: applyId.notFound }
  }
}
