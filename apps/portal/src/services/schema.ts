// The tables of migrations/*.sql as Kysely sees them. One interface a table; keep in step with the SQL.
import type { ColumnType, Generated } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
type Json<T = unknown> = ColumnType<T, string, string>

interface SiteClock {
  one: Generated<number>
  shift: Generated<string>
}

interface LogPending {
  seq: Generated<number>
  id: Bytes
  entry: Bytes
  since: Generated<Date>
}

interface LogEntry {
  idx: number
  id: Bytes
  entry: Bytes
  leaf: Bytes
  t: string
  sel: string | null
  subj: string | null
  at: Date
}

interface LogState {
  one: Generated<number>
  size: Generated<number>
  frontier: Bytes
  published: Generated<number>
}

interface LogRoot {
  size: number
  root: Bytes
}

interface LogCheckpoint {
  size: number
  note: string
  signed: Generated<Date>
}

interface LogCosig {
  size: number
  name: string
  keyid: Bytes
  line: string
}

interface LogPrivate {
  id: Bytes
  person_id: string | null
  sealed: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  erased: Date | null
}

interface PersonPerson {
  id: Generated<string>
  kind: 'applicant' | 'officer'
  created_at: Generated<Date>
}

interface PersonPersonKey {
  person_id: string
  epoch: number
  wrapped: Bytes
}

interface PersonField {
  person_id: string
  name: string
  value: Bytes
  updated_at: Generated<Date>
}

interface PersonNik {
  person_id: string
  nik_index: Bytes
  state: Generated<'checking' | 'confirmed' | 'held'>
  since: Generated<Date>
}

interface AuthAccount {
  person_id: string
  email_index: Bytes
  password_hash: string | null
  state: Generated<'unconfirmed' | 'active' | 'restricted' | 'closing' | 'erased'>
  totp_seed: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  totp_last_step: number | null
  failures: Generated<number>
  wait_until: Date | null
  created_at: Generated<Date>
  confirmed_at: Date | null
}

interface AuthSession {
  token_hash: Bytes
  id: Generated<string>
  person_id: string
  kind: 'applicant' | 'officer' | 'second_step'
  browser: Generated<string>
  created_at: Date
  seen_at: Date
  proof_at: Date
  ends_at: Date
}

interface AuthToken {
  token_hash: Bytes
  person_id: string
  purpose: 'confirm' | 'reset' | 'invite'
  password_hash: Generated<string | null>
  expires_at: Date
  used_at: Date | null
}

interface AuthFormKey {
  key: string
  result: string | null
  used_at: Generated<Date>
}

interface AuthThrottle {
  subject: Bytes
  failures: number
  wait_until: Date
}

interface SiteSelection {
  id: string
  title: string
  procurement: Generated<string>
  mode: Generated<'mandiri' | 'cermin'>
  rule_set: string
  draft: ColumnType<unknown, string | undefined, string>
  demo: Generated<boolean>
  created_by: string
  created_at: Generated<Date>
}

interface SiteFormationDraft {
  selection_id: string
  formation_id: string
  data: Json
}

interface SiteProposal {
  id: Generated<string>
  selection_id: string
  kind: string
  object: string
  payload: Json
  inputs_digest: Generated<string>
  state: Generated<'proposed' | 'approved' | 'refused' | 'withdrawn' | 'expired' | 'stale'>
  proposer_id: string
  second_id: string | null
  reason: string | null
  created_at: Date
  decided_at: Date | null
  expires_at: Date
}

interface ActAppointment {
  selection_id: string
  person_id: string
  role: string
  code: string
  proposer_id: string | null
  second_id: string | null
  at: Date
  entry_id: Bytes
}

interface ActDismissal {
  selection_id: string
  person_id: string
  role: string
  at: Date
  entry_id: Bytes
}

interface ActRuleSet {
  selection_id: string
  version: number
  name: string
  sha256: string
  body: string
  at: Date
  proposer_id: string
  second_id: string
  entry_id: Bytes
}

interface ActRuleConfirmation {
  selection_id: string
  key: string
  document: string
  at: Date
  proposer_id: string
  second_id: string
  entry_id: Bytes
}

interface ActSchedule {
  selection_id: string
  version: number
  stages: Json
  reason: string | null
  sha256: string
  at: Date
  proposer_id: string
  second_id: string
  entry_id: Bytes
}

interface ActFormation {
  selection_id: string
  formation_id: string
  version: Generated<number>
  data: Json
  seats: number
  sha256: string
  at: Date
  proposer_id: string
  second_id: string
  entry_id: Bytes
}

interface ActAnnouncement {
  selection_id: string
  number: string
  kind: string
  version: number
  title: string
  body: Json
  sha256: string
  at: Date
  proposer_id: string
  second_id: string
  entry_id: Bytes
}

interface PersonApplication {
  id: Generated<string>
  selection_id: string
  person_id: string
  formation_id: string
  state: Generated<'draft' | 'submitted' | 'withdrawn' | 'lapsed' | 'cancelled'>
  form: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  version: Generated<number>
  created_at: Date
  updated_at: Date
  notices_checked_at: Generated<Date | null>
}

interface PersonDocument {
  id: Generated<string>
  selection_id: string
  application_id: string
  person_id: string
  slot: string
  state: 'accepted' | 'doubtful' | 'replaced' | 'frozen' | 'destroyed'
  mime: string
  bytes: number
  sha256: Bytes
  pages: number | null
  width: number | null
  height: number | null
  findings: ColumnType<unknown, string | undefined, string>
  override_reason: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  object_key: string
  scanned: Generated<string>
  uploaded_at: Date
  frozen_at: Date | null
}

interface ActSubmission {
  selection_id: string
  application_id: string
  n: number
  person_id: string
  formation_id: string
  subj: string
  arrived_at: Date
  committed_at: Generated<Date>
  form_token: string
  entry_id: Bytes
}

interface ActWithdrawal {
  selection_id: string
  application_id: string
  n: number
  arrived_at: Date
  form_token: string
  entry_id: Bytes
}

interface SiteAssignment {
  selection_id: string
  application_id: string
  pass: number
  officer_id: string
  assigned_at: Date
  closed_at: Date | null
  first_group: ColumnType<Uint8Array | null, Uint8Array | undefined, Uint8Array>
  first_group_at: ColumnType<Date | null, Date | undefined, Date>
}

interface ActConflict {
  selection_id: string
  officer_id: string
  formation_id: string
  application_id: string
  at: Date
  form_token: string
  entry_id: Bytes
}

interface SitePanelSeat {
  selection_id: string
  objection_id: string
  seat: number
  officer_id: string
  taken_at: Date
  closed_at: Date | null
}

interface PersonObjectionDraft {
  application_id: string
  person_id: string
  stage: string
  text: Bytes
  updated_at: Date
}

interface ActOpinion {
  selection_id: string
  application_id: string
  pass: number
  officer_id: string
  outcome: 'eligible' | 'ineligible'
  reasons: Generated<string[]>
  verdicts: Bytes
  at: Date
  form_token: string
}

interface ActDecision {
  selection_id: string
  application_id: string
  outcome: 'eligible' | 'ineligible'
  reasons: Generated<string[]>
  by_id: string
  second_ids: Generated<string[]>
  explanation: ColumnType<unknown, string | undefined, string>
  at: Date
  entry_id: Bytes
}

interface ActObjection {
  selection_id: string
  id: Generated<string>
  number: Generated<number | null>
  application_id: string
  person_id: string
  stage: string
  requirements: string[]
  subj: string
  arrived_at: Date
  form_token: string
  entry_id: Bytes
}

interface ActObjectionOpinion {
  selection_id: string
  objection_id: string
  officer_id: string
  role: 'panel' | 'chair'
  outcome: 'granted' | 'refused'
  reasons: string[]
  note: Bytes
  at: Date
  form_token: string
}

interface ActObjectionAnswer {
  selection_id: string
  objection_id: string
  outcome: 'granted' | 'refused'
  reasons: string[]
  by_id: string
  second_ids: string[]
  at: Date
  entry_id: Bytes
}

interface ActScoreImport {
  selection_id: string
  id: string
  test: 'skd' | 'skb'
  rows: number
  totals: Json
  proposer_id: string
  second_id: string
  at: Date
  entry_id: Bytes
}

interface ActScore {
  selection_id: string
  application_id: string
  test: 'skd' | 'skb'
  n: Generated<number>
  participant: string
  status: 'h' | 'th' | 'dis' | 'aps' | 'tms1'
  points: ColumnType<unknown, string | undefined, string>
  import_id: string
  at: Date
  entry_id: Bytes
}

interface SitePublication {
  selection_id: string
  stage: string
  n: number
  state: 'computed' | 'stale' | 'failed' | 'approved' | 'ranked' | 'announced' | 'effective'
  inputs_digest: string
  files: Json
  summary: Json
  proposer_id: string
  second_id: string | null
  frozen_at: Date
  approved_at: Date | null
  effective_at: Date | null
}

interface ActPublicationEntry {
  selection_id: string
  stage: string
  n: number
  name: string
  sha256: string
  entry_id: Bytes
}

interface ActStageResult {
  selection_id: string
  stage: string
  n: number
  announcement: string
  proposer_id: string
  second_id: string
  at: Date
  entry_id: Bytes
}

interface ActResultRow {
  selection_id: string
  stage: string
  n: number
  application_id: string
  participant: string
  formation_id: string
  row: Json
}

interface SiteQuestion {
  id: Generated<number>
  selection_id: string
  formation_id: string | null
  state:
    | 'awaitingConfirmation'
    | 'inModeration'
    | 'published'
    | 'answeredProvisionally'
    | 'answered'
    | 'reviewDue'
    | 'merged'
    | 'rejected'
    | 'diverted'
    | 'hidden'
    | 'deleted'
  title: string
  body: string
  shown_name: string
  reason: string | null
  canonical_id: number | null
  arrived_at: Date
  published_at: Date | null
  answered_at: Date | null
  due_at: Date
  form_token: string
  confirm_hash: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  topic: Generated<string>
  text_hash: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>
  promised_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  auto_published: Generated<boolean>
  late_told_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

interface PersonQuestionAsker {
  question_id: number
  person_id: string | null
  contact: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  delete_after: Date | null
  contact_index: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>
  asked_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

interface PersonQuestionLetter {
  question_id: number
  kind: 'confirm' | 'published' | 'answered' | 'moderated'
  version: Generated<number>
  state: Generated<'queued' | 'sent' | 'failed'>
  attempt: Generated<number>
  next_at: Date
}

interface ActAnswer {
  selection_id: string
  question_id: number
  version: number
  kind: string
  body: string
  citations: Json
  sha256: string
  by_id: string
  second_id: string | null
  at: Date
  entry_id: Bytes
  promised: ColumnType<string | null, string | null | undefined, never>
}

interface ActModeration {
  selection_id: string
  question_id: number
  action: string
  code: string
  officer_id: string
  at: Date
  entry_id: Bytes
}

interface PersonNotice {
  id: Generated<string>
  person_id: string
  selection_id: string | null
  code: string
  cause: string
  facts: Bytes
  auth_code: string
  created_at: Date
  cancelled_at: Date | null
  read_at: Date | null
}

interface PersonDelivery {
  id: Generated<string>
  notice_id: string
  person_id: string
  channel: 'email' | 'webpush' | 'telegram' | 'webhook'
  state: Generated<'queued' | 'sent' | 'delivered' | 'retrying' | 'failed' | 'cancelled'>
  attempt: Generated<number>
  next_at: Date
  history: ColumnType<unknown, string | undefined, string>
}

interface ActReport {
  selection_id: string
  kind: string
  version: number
  body: Json
  sha256: string
  at: Date
  entry_id: Bytes
}

interface ActAccess {
  person_id: string
  selection_id: string | null
  officer_id: string | null
  role: string
  what: string
  purpose: Generated<string>
  at: Date
}

interface SiteValue {
  key: string
  value: Json
}

interface LogEffective {
  id: Bytes
  idx: number
}

interface ActOfficerRole {
  selection_id: string
  person_id: string
  role: string
  code: string
  entry_id: Bytes
}

export interface Database {
  'site.clock': SiteClock
  'log.pending': LogPending
  'log.entry': LogEntry
  'log.state': LogState
  'log.root': LogRoot
  'log.checkpoint': LogCheckpoint
  'log.cosig': LogCosig
  'log.private': LogPrivate
  'person.person': PersonPerson
  'person.person_key': PersonPersonKey
  'person.field': PersonField
  'person.nik': PersonNik
  'auth.account': AuthAccount
  'auth.session': AuthSession
  'auth.token': AuthToken
  'auth.form_key': AuthFormKey
  'auth.throttle': AuthThrottle
  'site.selection': SiteSelection
  'site.formation_draft': SiteFormationDraft
  'site.proposal': SiteProposal
  'act.appointment': ActAppointment
  'act.dismissal': ActDismissal
  'act.rule_set': ActRuleSet
  'act.rule_confirmation': ActRuleConfirmation
  'act.schedule': ActSchedule
  'act.formation': ActFormation
  'act.announcement': ActAnnouncement
  'person.application': PersonApplication
  'person.document': PersonDocument
  'act.submission': ActSubmission
  'act.withdrawal': ActWithdrawal
  'site.assignment': SiteAssignment
  'act.conflict': ActConflict
  'site.panel_seat': SitePanelSeat
  'person.objection_draft': PersonObjectionDraft
  'act.opinion': ActOpinion
  'act.decision': ActDecision
  'act.objection': ActObjection
  'act.objection_opinion': ActObjectionOpinion
  'act.objection_answer': ActObjectionAnswer
  'act.score_import': ActScoreImport
  'act.score': ActScore
  'site.publication': SitePublication
  'act.publication_entry': ActPublicationEntry
  'act.stage_result': ActStageResult
  'act.result_row': ActResultRow
  'site.question': SiteQuestion
  'person.question_asker': PersonQuestionAsker
  'person.question_letter': PersonQuestionLetter
  'act.answer': ActAnswer
  'act.moderation': ActModeration
  'person.notice': PersonNotice
  'person.delivery': PersonDelivery
  'act.report': ActReport
  'act.access': ActAccess
  'site.value': SiteValue
  'log.effective': LogEffective
  'act.officer_role': ActOfficerRole
}
