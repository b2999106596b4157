// A process that acts for people until it is killed: withdraws and sends again, decides on files, publishes
// announcements. Each act carries a token planned by the parent; what is acknowledged is printed at once.
import type { Applicant, Officer } from '../../apps/portal/src/accounts/policy.ts'
import { approve, propose } from '../../apps/portal/src/accounts/proposals.ts'
import {
  submitApplication,
  undoWithdrawal,
  withdrawApplication,
} from '../../apps/portal/src/apply/send-actions.ts'
import { announceKind } from '../../apps/portal/src/publish/announce.ts'
import { deskFile } from '../../apps/portal/src/screen/queries.ts'
import { giveOpinion, lockFirstGroup, nextFile } from '../../apps/portal/src/screen/actions.ts'
import { loadSettings } from '../../apps/portal/src/services/settings.ts'
import { startPortal } from '../../apps/portal/src/start.ts'

export interface Plan {
  selection: string
  drafts: { applicationId: string; personId: string; version: number }[]
  sent: { applicationId: string; personId: string }[]
  screeners: { personId: string; code: string }[]
  secretary: string
  chair: string
  /** Number of the run, part of every token, so that a repeat of the parent repeats the act. */
  run: number
}

const plan = JSON.parse(process.env['PLAN'] ?? '') as Plan
const running = await startPortal(loadSettings(process.env), process.cwd())
const { services } = running
const say = (what: string, token: string) => process.stdout.write(`ack ${what} ${token}\n`)
process.stdout.write('ready\n')

const applicant = (personId: string) =>
  ({
    personId,
    session: { personId, kind: 'applicant', mark: 'uji', proofAt: new Date() },
  }) as unknown as Applicant

async function send(): Promise<void> {
  for (const draft of plan.drafts) {
    const token = `kirim-${draft.applicationId}`
    const outcome = await submitApplication(
      services,
      applicant(draft.personId),
      draft.applicationId,
      { formToken: token, version: draft.version },
      services.clock.now(),
    )
    if (outcome.ok) say('submit', token)
  }
}

async function leaveAndReturn(): Promise<void> {
  for (let round = 0; round < 50; round++) {
    for (const { applicationId, personId } of plan.sent) {
      const away = `tarik-${plan.run}-${round}-${applicationId}`
      if (
        (
          await withdrawApplication(
            services,
            applicant(personId),
            applicationId,
            { formToken: away },
            services.clock.now(),
          )
        ).ok
      )
        say('withdraw', away)
      const back = `batal-${plan.run}-${round}-${applicationId}`
      if (
        (
          await undoWithdrawal(
            services,
            applicant(personId),
            applicationId,
            { formToken: back },
            services.clock.now(),
          )
        ).ok
      )
        say('submit', back)
    }
  }
}

async function decide(screener: Plan['screeners'][number]): Promise<void> {
  const officer = {
    personId: screener.personId,
    selection: plan.selection,
    roles: [{ role: 'pemeriksa', code: screener.code }],
    session: { personId: screener.personId, kind: 'officer', mark: 'uji', proofAt: new Date() },
  } as unknown as Officer
  for (;;) {
    const next = await nextFile(services, officer)
    if (!next.ok || next.value === undefined) return
    const file = await deskFile(services, officer, next.value)
    if (file === undefined) continue
    const typed = Object.fromEntries(file.lines.map((line) => [`jawab.${line.id}`, 'ya']))
    await lockFirstGroup(services, officer, next.value, typed)
    const token = `pendapat-${next.value}`
    const outcome = await giveOpinion(services, officer, next.value, { typed, formToken: token })
    if (outcome.ok) say('decide', token)
  }
}

async function announce(): Promise<void> {
  for (let n = 0; n < 500; n++) {
    const object = `UJI-${plan.run}-${n}`
    const payload = {
      number: object,
      kind: 'perubahan',
      title: `Uji ${n}`,
      text: 'Pengumuman ini menguji ketahanan.',
    }
    const made = await propose(services, services.db, {
      selection: plan.selection,
      kind: 'pengumuman.terbit',
      object,
      payload,
      proposerId: plan.secretary,
      inputsDigest: '',
    })
    if (!made.ok) continue
    const outcome = await approve(services, announceKind, made.value, plan.chair)
    if (outcome.ok) say('publish', object)
  }
}

await Promise.all([send(), leaveAndReturn(), ...plan.screeners.map(decide), announce()])
