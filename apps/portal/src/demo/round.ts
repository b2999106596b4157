// A whole recruitment round as plain data, from a seed and its dates: the loader writes it, tests read it. Kind
// `finished` has every application submitted, decided and objected; kind `open` stops at a moment inside the
// application period, with drafts that lack documents, fresh submissions and the first ones read.

import type { ImportedFormation } from '../publish/formation-import.ts'
import { demoAnnouncement } from './announcement.ts'
import type { AnnouncementFacts, AnnouncementPart } from './announcement.ts'
import { addDays, daysBetween, wib } from './calendar.ts'
import { demoChoices } from './choices.ts'
import { demoFormations } from './formations.ts'
import { demoObjection } from './objections.ts'
import type { DemoObjection } from './objections.ts'
import { personMaker } from './people.ts'
import type { DemoPerson } from './people.ts'
import { demoQuestions } from './questions.ts'
import type { DemoQuestion } from './questions.ts'
import { stream } from './random.ts'
import { demoVerdict, planVerdict } from './screening.ts'
import type { DemoVerdict } from './screening.ts'

export type DemoKind = 'finished' | 'open'

/** Days of the round (YYYY-MM-DD, WIB); `now` is the moment at which an open round is looked at. */
export type DemoDates = {
  opens: string
  closes: string
  objectionOpens: string
  objectionCloses: string
  answersBy: string
  now?: string
}

/** The part of a rule set that shapes people and verdicts. */
export type DemoRules = {
  eligibility: { age: { min: { value: number }; max: { value: number } } }
  documents: readonly {
    id: string
    formats: readonly string[]
    required?: boolean
    requiredFor?: readonly string[]
  }[]
  ineligibilityReasons: readonly { id: string }[]
}

export type DemoDocument = {
  documentId: string
  format: 'application/pdf' | 'image/jpeg'
  pages: number
  uploadedAt: string
}

export type DemoApplication = {
  personId: string
  formationId: string
  state: 'draft' | 'submitted' | 'withdrawn'
  startedAt: string
  submittedAt?: string
  withdrawnAt?: string
  documents: DemoDocument[]
  /** Mandatory documents that a draft still lacks. */
  missing: string[]
  /** Absent while nobody has read it. */
  verdict?: DemoVerdict
}

export type DemoRound = {
  kind: DemoKind
  formations: ImportedFormation[]
  people: DemoPerson[]
  applications: DemoApplication[]
  objections: DemoObjection[]
  questions: DemoQuestion[]
  announcement: AnnouncementPart[]
}

const PEOPLE: Record<DemoKind, number> = { finished: 8_000, open: 1_200 }
const DRAFT_PER_MILLE = 300
const COMPLETE_DRAFT_PER_MILLE = 250
const WITHDRAWN_PER_MILLE = 12
const READ_PER_MILLE = 550

export function demoRound(
  seed: string,
  kind: DemoKind,
  dates: DemoDates,
  rules: DemoRules,
  size: number = PEOPLE[kind],
): DemoRound {
  const formations = demoFormations(seed)
  const age = { min: rules.eligibility.age.min.value, max: rules.eligibility.age.max.value }
  const allowed = new Set(rules.ineligibilityReasons.map((one) => one.id))
  const facts: AnnouncementFacts = { minAge: age.min, maxAge: age.max, ...dates }
  const make = personMaker(seed)
  const round: DemoRound = {
    kind,
    formations,
    people: [],
    applications: [],
    objections: [],
    questions: demoQuestions(seed, facts, formations).flatMap((one) => seenBy(one, dates.now)),
    announcement: demoAnnouncement(facts),
  }
  demoChoices(seed, formations, size).forEach((formation, index) => {
    const number = index + 1
    const plan = planVerdict(seed, number, formation, allowed)
    const person = make(number, { formation, flaw: plan.flaw, closes: dates.closes, age })
    const verdict = demoVerdict(seed, number, plan, {
      person,
      formation,
      closes: dates.closes,
      maxAge: age.max,
    })
    const application = applicationOf(seed, kind, dates, rules, person, formation)
    round.people.push(person)
    round.applications.push(application)
    if (application.state !== 'submitted') return
    const chance = stream(seed, 'read', person.personId)
    if (kind === 'open') {
      if (chance.chance(READ_PER_MILLE)) application.verdict = verdict
      return
    }
    application.verdict = verdict
    const objection = demoObjection(seed, person.personId, verdict, {
      opens: dates.objectionOpens,
      closes: dates.objectionCloses,
      answersBy: dates.answersBy,
    })
    if (objection) round.objections.push(objection)
  })
  return round
}

/** Eligible people after objections: those who are called to the SKD. */
export function calledToSkd(round: DemoRound): string[] {
  const granted = new Set(
    round.objections.filter((one) => one.outcome === 'granted').map((one) => one.personId),
  )
  return round.applications
    .filter((one) => one.verdict?.outcome === 'eligible' || granted.has(one.personId))
    .map((one) => one.personId)
}

function applicationOf(
  seed: string,
  kind: DemoKind,
  dates: DemoDates,
  rules: DemoRules,
  person: DemoPerson,
  formation: ImportedFormation,
): DemoApplication {
  const chance = stream(seed, 'application', person.personId)
  const lastDay = kind === 'open' && dates.now ? dates.now.slice(0, 10) : dates.closes
  const days = Math.max(0, daysBetween(dates.opens, lastDay) - (kind === 'open' ? 1 : 0))
  // Many wait for the last days, and most sit down in the evening.
  const day = Math.max(chance.between(0, days), chance.between(0, days))
  const minute = Math.max(chance.between(6 * 60, 23 * 60 + 50), chance.between(6 * 60, 22 * 60))
  const submittedOn = addDays(dates.opens, day)
  const startedOn = addDays(submittedOn, -chance.between(0, Math.min(day, 4)))
  const startedAt = wib(
    startedOn,
    Math.max(5 * 60 + 30, minute - chance.between(20, 90)),
    chance.between(0, 59),
  )
  const submittedAt = wib(submittedOn, minute, chance.between(0, 59))
  const wanted = rules.documents.filter(
    (one) => one.required !== false || (one.requiredFor?.includes(formation.formationType) ?? false),
  )
  const documents = rules.documents
    .filter((one) => wanted.includes(one) || chance.chance(700))
    .map((one): DemoDocument => {
      const format = one.formats.includes('image/jpeg') ? 'image/jpeg' : 'application/pdf'
      return {
        documentId: one.id,
        format,
        pages: format === 'image/jpeg' ? 1 : pagesOf(one.id, chance),
        uploadedAt: startedAt,
      }
    })
  const base = { personId: person.personId, formationId: formation.formationId, startedAt }
  if (kind === 'open' && chance.chance(DRAFT_PER_MILLE)) {
    if (chance.chance(COMPLETE_DRAFT_PER_MILLE)) return { ...base, state: 'draft', documents, missing: [] }
    const missing = chance
      .shuffle(wanted)
      .slice(0, chance.between(1, Math.min(5, wanted.length)))
      .map((one) => one.id)
    return {
      ...base,
      state: 'draft',
      documents: documents.filter((one) => !missing.includes(one.documentId)),
      missing: wanted.map((one) => one.id).filter((id) => missing.includes(id)),
    }
  }
  if (chance.chance(WITHDRAWN_PER_MILLE)) {
    const withdrawnAt = wib(submittedOn, Math.min(minute + chance.between(1, 30), 23 * 60 + 58), 30)
    return { ...base, state: 'withdrawn', submittedAt, withdrawnAt, documents, missing: [] }
  }
  return { ...base, state: 'submitted', submittedAt, documents, missing: [] }
}

function pagesOf(documentId: string, chance: ReturnType<typeof stream>): number {
  if (documentId === 'transcript') return chance.between(2, 4)
  return documentId === 'supporting' ? chance.between(1, 3) : chance.between(1, 2)
}

/** What a reader sees at that moment: later questions are not there, later answers neither. */
function seenBy(question: DemoQuestion, now: string | undefined): DemoQuestion[] {
  if (now === undefined) return [question]
  const moment = Date.parse(now)
  if (Date.parse(question.askedAt) > moment) return []
  if (question.answer && Date.parse(question.answer.answeredAt) > moment)
    return [{ ...question, answer: undefined }]
  return [question]
}
