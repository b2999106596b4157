-- Foundation: schemas by audience, the public log, people, and the acts of a selection.
-- act.* and the log are append-only: no role may change a row, and triggers refuse it for everybody
-- (security.md 3). Every table of a selection carries selection_id in its key.
-- Roles are made by the migrator before this runs: terang_web, terang_worker, terang_sequencer.

create schema act;
create schema person;
create schema auth;
create schema log;
create schema site;

-- ---------------------------------------------------------------- time
-- The database clock decides (states.md 6.1). The shift exists for demo and tests only; no product role may write it.
create table site.clock (one int primary key default 1 check (one = 1), shift interval not null default '0');
insert into site.clock default values;
create function site.now() returns timestamptz language sql volatile
  as $$ select clock_timestamp() + shift from site.clock $$;

create function site.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;

-- ---------------------------------------------------------------- the public log
create table log.pending (
  seq bigint generated always as identity primary key,
  id bytea not null unique check (octet_length(id) = 16),
  entry bytea not null check (octet_length(entry) between 2 and 16384),
  since timestamptz not null default clock_timestamp()
);
create table log.entry (
  idx bigint primary key,
  id bytea not null unique,
  entry bytea not null,
  leaf bytea not null,
  t text not null,
  sel text,
  subj text,
  at timestamptz not null
);
create index entry_type on log.entry (sel, t, idx);
create index entry_subject on log.entry (subj) where subj is not null;
create table log.state (
  one int primary key default 1 check (one = 1),
  size bigint not null default 0,
  frontier bytea not null default '',
  published bigint not null default 0
);
insert into log.state default values;
create table log.root (size bigint primary key, root bytea not null);
create table log.checkpoint (size bigint primary key, note text not null, signed timestamptz not null default clock_timestamp());
create table log.cosig (size bigint, name text, keyid bytea, line text not null, primary key (size, name, keyid));
create table log.private (
  id bytea primary key,
  person_id uuid,
  sealed bytea,
  erased timestamptz
);
-- An entry is effective once a published checkpoint covers it (promise P1).
create view log.effective as
  select e.id, e.idx from log.entry e, log.state s where e.idx < s.published;

create function log.announce_pending() returns trigger language plpgsql as $$
begin
  perform pg_notify('terang_pending', '');
  return null;
end $$;
create trigger announce after insert on log.pending for each statement execute function log.announce_pending();

-- ---------------------------------------------------------------- people (sealed under a key of the person)
create table person.person (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('applicant', 'officer')),
  created_at timestamptz not null default clock_timestamp()
);
create table person.person_key (
  person_id uuid primary key references person.person,
  epoch int not null,
  wrapped bytea not null
);
create table person.field (
  person_id uuid not null references person.person,
  name text not null,
  value bytea not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (person_id, name)
);
create table person.nik (
  person_id uuid primary key references person.person,
  nik_index bytea not null,
  state text not null default 'checking' check (state in ('checking', 'confirmed', 'held'))
);
create index nik_lookup on person.nik (nik_index);

create table auth.account (
  person_id uuid primary key references person.person,
  email_index bytea not null unique,
  password_hash text,
  state text not null default 'unconfirmed' check (state in ('unconfirmed', 'active', 'restricted', 'closing', 'erased')),
  totp_seed bytea,
  totp_last_step bigint,
  failures int not null default 0,
  wait_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz
);
create table auth.session (
  token_hash bytea primary key,
  person_id uuid not null references person.person,
  kind text not null check (kind in ('applicant', 'officer', 'second_step')),
  browser text not null default '',
  created_at timestamptz not null,
  seen_at timestamptz not null,
  proof_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_person on auth.session (person_id);
create table auth.token (
  token_hash bytea primary key,
  person_id uuid not null references person.person,
  purpose text not null check (purpose in ('confirm', 'reset', 'invite')),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table auth.form_key (
  key text primary key,
  result text,
  used_at timestamptz not null default clock_timestamp()
);
-- Failed sign-ins per address index, known or not (security.md 4).
create table auth.throttle (
  subject bytea primary key,
  failures int not null,
  wait_until timestamptz not null
);

-- ---------------------------------------------------------------- a selection, while it is prepared (mutable)
create table site.selection (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{2,39}$'),
  title text not null,
  procurement text not null default 'PNS',
  mode text not null default 'mandiri' check (mode in ('mandiri', 'cermin')),
  rule_set text not null,
  draft jsonb not null default '{}',
  demo boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp()
);
create table site.formation_draft (
  selection_id text not null references site.selection,
  formation_id text not null,
  data jsonb not null,
  primary key (selection_id, formation_id)
);
-- An act that waits for its second person (committee.md 2.2).
create table site.proposal (
  id uuid primary key default gen_random_uuid(),
  selection_id text not null,
  kind text not null,
  object text not null,
  payload jsonb not null,
  inputs_digest text not null default '',
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused', 'withdrawn', 'expired', 'stale')),
  proposer_id uuid not null,
  second_id uuid,
  reason text,
  created_at timestamptz not null,
  decided_at timestamptz,
  expires_at timestamptz not null,
  check (second_id is null or second_id <> proposer_id)
);
create unique index one_open_proposal on site.proposal (selection_id, kind, object) where state = 'proposed';

-- ---------------------------------------------------------------- acts: officials
create table act.appointment (
  selection_id text not null,
  person_id uuid not null,
  role text not null,
  code text not null check (code ~ '^[a-z0-9]{1,20}$'),
  proposer_id uuid,
  second_id uuid,
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, person_id, role, at)
);
create table act.dismissal (
  selection_id text not null,
  person_id uuid not null,
  role text not null,
  at timestamptz not null,
  entry_id bytea not null unique
);
create view act.officer_role as
  select a.selection_id, a.person_id, a.role, a.code, a.entry_id
  from act.appointment a
  where not exists (
    select 1 from act.dismissal d
    where d.selection_id = a.selection_id and d.person_id = a.person_id and d.role = a.role and d.at >= a.at);

-- ---------------------------------------------------------------- acts: publication of a round
create table act.rule_set (
  selection_id text not null,
  version int not null,
  name text not null,
  sha256 text not null,
  body text not null,
  at timestamptz not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  entry_id bytea not null unique,
  primary key (selection_id, version)
);
create table act.rule_confirmation (
  selection_id text not null,
  key text not null,
  document text not null,
  at timestamptz not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  entry_id bytea not null unique,
  primary key (selection_id, key)
);
create table act.schedule (
  selection_id text not null,
  version int not null,
  stages jsonb not null,
  reason text,
  sha256 text not null,
  at timestamptz not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  entry_id bytea not null unique,
  primary key (selection_id, version)
);
create table act.formation (
  selection_id text not null,
  formation_id text not null,
  version int not null default 1,
  data jsonb not null,
  seats int not null,
  sha256 text not null,
  at timestamptz not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  entry_id bytea not null unique,
  primary key (selection_id, formation_id, version)
);
create table act.announcement (
  selection_id text not null,
  number text not null,
  kind text not null,
  version int not null,
  title text not null,
  body jsonb not null,
  sha256 text not null,
  at timestamptz not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  entry_id bytea not null unique,
  primary key (selection_id, number, version)
);

-- ---------------------------------------------------------------- applications
create table person.application (
  id uuid primary key default gen_random_uuid(),
  selection_id text not null,
  person_id uuid not null references person.person,
  formation_id text not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'withdrawn', 'lapsed', 'cancelled')),
  form bytea,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index one_live_application on person.application (person_id, selection_id) where state in ('draft', 'submitted');
create index application_selection on person.application (selection_id, state);
create table person.document (
  id uuid primary key default gen_random_uuid(),
  selection_id text not null,
  application_id uuid not null references person.application,
  person_id uuid not null,
  slot text not null,
  state text not null check (state in ('accepted', 'doubtful', 'replaced', 'frozen', 'destroyed')),
  mime text not null,
  bytes int not null,
  sha256 bytea not null,
  pages int,
  width int,
  height int,
  findings jsonb not null default '[]',
  override_reason bytea,
  object_key text not null,
  scanned text not null default 'off',
  uploaded_at timestamptz not null,
  frozen_at timestamptz
);
create unique index one_document_slot on person.document (application_id, slot) where state in ('accepted', 'doubtful', 'frozen');
create index document_digest on person.document (selection_id, sha256);

create table act.submission (
  selection_id text not null,
  application_id uuid not null,
  n int not null,
  person_id uuid not null,
  formation_id text not null,
  subj text not null,
  arrived_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  form_token text not null unique,
  entry_id bytea not null unique,
  primary key (selection_id, application_id, n)
);
create index submission_formation on act.submission (selection_id, formation_id);
create table act.withdrawal (
  selection_id text not null,
  application_id uuid not null,
  n int not null,
  arrived_at timestamptz not null,
  form_token text not null unique,
  entry_id bytea not null unique,
  primary key (selection_id, application_id, n)
);

-- ---------------------------------------------------------------- screening
create table site.assignment (
  selection_id text not null,
  application_id uuid not null,
  pass int not null check (pass between 1 and 3),
  officer_id uuid not null,
  assigned_at timestamptz not null,
  closed_at timestamptz,
  primary key (selection_id, application_id, pass)
);
create index assignment_officer on site.assignment (officer_id, selection_id) where closed_at is null;
create table act.opinion (
  selection_id text not null,
  application_id uuid not null,
  pass int not null check (pass between 1 and 3),
  officer_id uuid not null,
  outcome text not null check (outcome in ('eligible', 'ineligible')),
  reasons text[] not null default '{}',
  verdicts bytea not null,
  at timestamptz not null,
  form_token text not null unique,
  primary key (selection_id, application_id, pass),
  unique (application_id, officer_id),
  check (outcome = 'eligible' or cardinality(reasons) > 0)
);
create table act.decision (
  selection_id text not null,
  application_id uuid not null,
  outcome text not null check (outcome in ('eligible', 'ineligible')),
  reasons text[] not null default '{}',
  by_id uuid not null,
  second_ids uuid[] not null default '{}',
  explanation jsonb not null default '{}',
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, application_id),
  check (outcome = 'eligible' or (cardinality(reasons) > 0 and cardinality(second_ids) > 0)),
  check (not by_id = any (second_ids))
);

-- ---------------------------------------------------------------- objections
create table act.objection (
  selection_id text not null,
  id uuid not null default gen_random_uuid(),
  number int generated always as identity,
  application_id uuid not null,
  person_id uuid not null,
  stage text not null,
  requirements text[] not null,
  subj text not null,
  arrived_at timestamptz not null,
  form_token text not null unique,
  entry_id bytea not null unique,
  primary key (selection_id, id),
  unique (selection_id, application_id, stage)
);
create table act.objection_opinion (
  selection_id text not null,
  objection_id uuid not null,
  officer_id uuid not null,
  role text not null check (role in ('panel', 'chair')),
  outcome text not null check (outcome in ('granted', 'refused')),
  reasons text[] not null,
  note bytea not null,
  at timestamptz not null,
  form_token text not null unique,
  primary key (selection_id, objection_id, officer_id)
);
create table act.objection_answer (
  selection_id text not null,
  objection_id uuid not null,
  outcome text not null check (outcome in ('granted', 'refused')),
  reasons text[] not null,
  by_id uuid not null,
  second_ids uuid[] not null check (cardinality(second_ids) > 0),
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, objection_id)
);

-- ---------------------------------------------------------------- scores, results
create table act.score_import (
  selection_id text not null,
  id uuid not null,
  test text not null check (test in ('skd', 'skb')),
  rows int not null,
  totals jsonb not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, id)
);
create table act.score (
  selection_id text not null,
  application_id uuid not null,
  test text not null check (test in ('skd', 'skb')),
  n int not null default 1,
  participant text not null,
  status text not null check (status in ('h', 'th', 'dis', 'aps', 'tms1')),
  points jsonb not null default '{}',
  import_id uuid not null,
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, application_id, test, n)
);
-- A publication of a result walks frozen -> computed -> approved -> ranked -> announced -> effective (states.md 3.5).
create table site.publication (
  selection_id text not null,
  stage text not null,
  n int not null,
  state text not null check (state in ('computed', 'stale', 'failed', 'approved', 'ranked', 'announced', 'effective')),
  inputs_digest text not null,
  files jsonb not null,
  summary jsonb not null,
  proposer_id uuid not null,
  second_id uuid check (second_id <> proposer_id),
  frozen_at timestamptz not null,
  approved_at timestamptz,
  effective_at timestamptz,
  primary key (selection_id, stage, n)
);
create unique index one_open_publication on site.publication (selection_id, stage) where state in ('computed', 'approved', 'ranked', 'announced');
create table act.publication_entry (
  selection_id text not null,
  stage text not null,
  n int not null,
  name text not null,
  sha256 text not null,
  entry_id bytea not null unique,
  primary key (selection_id, stage, n, name)
);
create table act.stage_result (
  selection_id text not null,
  stage text not null,
  n int not null,
  announcement text not null,
  proposer_id uuid not null,
  second_id uuid not null check (second_id <> proposer_id),
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, stage, n)
);
create table act.result_row (
  selection_id text not null,
  stage text not null,
  n int not null,
  application_id uuid not null,
  participant text not null,
  formation_id text not null,
  row jsonb not null,
  primary key (selection_id, stage, n, application_id)
);
create index result_participant on act.result_row (selection_id, participant);

-- ---------------------------------------------------------------- public questions
create table site.question (
  id bigint generated always as identity primary key,
  selection_id text not null,
  formation_id text,
  state text not null check (state in ('awaitingConfirmation', 'inModeration', 'published', 'answeredProvisionally', 'answered', 'reviewDue', 'merged', 'rejected', 'diverted', 'hidden', 'deleted')),
  title text not null,
  body text not null,
  shown_name text not null,
  reason text,
  canonical_id bigint,
  arrived_at timestamptz not null,
  published_at timestamptz,
  answered_at timestamptz,
  due_at timestamptz not null,
  form_token text not null unique,
  confirm_hash bytea
);
create index question_selection on site.question (selection_id, state);
create table person.question_asker (
  question_id bigint primary key references site.question,
  person_id uuid,
  contact bytea,
  delete_after timestamptz
);
create table act.answer (
  selection_id text not null,
  question_id bigint not null,
  version int not null,
  kind text not null,
  body text not null,
  citations jsonb not null,
  sha256 text not null,
  by_id uuid not null,
  second_id uuid check (second_id <> by_id),
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, question_id, version)
);
create table act.moderation (
  selection_id text not null,
  question_id bigint not null,
  action text not null,
  code text not null,
  officer_id uuid not null,
  at timestamptz not null,
  entry_id bytea not null unique
);

-- ---------------------------------------------------------------- notices
create table person.notice (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person.person,
  selection_id text,
  code text not null,
  cause text not null,
  facts bytea not null,
  auth_code text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  read_at timestamptz,
  unique (person_id, code, cause)
);
create index notice_auth_code on person.notice (auth_code);
create table person.delivery (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references person.notice on delete cascade,
  person_id uuid not null,
  channel text not null check (channel in ('email', 'webpush', 'telegram', 'webhook')),
  state text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'retrying', 'failed', 'cancelled')),
  attempt int not null default 0,
  next_at timestamptz not null,
  history jsonb not null default '[]',
  unique (notice_id, channel)
);
create index delivery_due on person.delivery (next_at) where state in ('queued', 'retrying');

-- ---------------------------------------------------------------- reports, access trail, site values
create table act.report (
  selection_id text not null,
  kind text not null,
  version int not null,
  body jsonb not null,
  sha256 text not null,
  at timestamptz not null,
  entry_id bytea not null unique,
  primary key (selection_id, kind, version)
);
create table act.access (
  person_id uuid not null,
  selection_id text,
  officer_id uuid,
  role text not null,
  what text not null,
  purpose text not null default '',
  at timestamptz not null
);
create index access_person on act.access (person_id, at);
create table site.value (
  key text primary key,
  value jsonb not null
);

-- ---------------------------------------------------------------- append-only, also for owners and superusers
do $$
declare r record;
begin
  for r in
    select schemaname, tablename from pg_tables
    where schemaname = 'act' or (schemaname = 'log' and tablename in ('entry', 'root', 'checkpoint'))
  loop
    execute format('create trigger refuse_change before update or delete on %I.%I for each row execute function site.refuse_change()', r.schemaname, r.tablename);
    execute format('create trigger refuse_truncate before truncate on %I.%I for each statement execute function site.refuse_change()', r.schemaname, r.tablename);
    execute format('alter table %I.%I enable always trigger refuse_change', r.schemaname, r.tablename);
    execute format('alter table %I.%I enable always trigger refuse_truncate', r.schemaname, r.tablename);
  end loop;
end $$;

-- ---------------------------------------------------------------- row security: a forgotten WHERE shows nothing
do $$
declare t text;
begin
  foreach t in array array['field', 'application', 'document', 'notice', 'delivery'] loop
    execute format('alter table person.%I enable row level security', t);
    execute format($p$create policy web_scope on person.%I to terang_web
      using (person_id = nullif(current_setting('terang.person', true), '')::uuid
             or nullif(current_setting('terang.officer', true), '') is not null)
      with check (person_id = nullif(current_setting('terang.person', true), '')::uuid
             or nullif(current_setting('terang.officer', true), '') is not null)$p$, t);
    execute format('create policy worker_all on person.%I to terang_worker using (true) with check (true)', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- grants (security.md 3)
revoke all on all tables in schema act, person, auth, log, site from public;
grant usage on schema act, person, auth, log, site to terang_web, terang_worker;
grant usage on schema log, site to terang_sequencer;
grant execute on all functions in schema site, log to terang_web, terang_worker, terang_sequencer;

grant select, insert on all tables in schema act to terang_web, terang_worker;
grant select on all tables in schema log to terang_web, terang_worker;
revoke select on log.state from terang_web;
grant insert on log.pending, log.private to terang_web, terang_worker;
grant update on log.private to terang_worker;
grant select, insert, update, delete on all tables in schema auth, person to terang_web, terang_worker;
revoke update, delete on person.person_key from terang_web;
grant select, insert, update on all tables in schema site to terang_web, terang_worker;
grant delete on site.formation_draft, site.question to terang_web, terang_worker;
revoke insert, update on site.clock from terang_web, terang_worker;
grant select on site.clock to terang_web, terang_worker, terang_sequencer;
grant usage on all sequences in schema log, site, act to terang_web, terang_worker;
grant select, delete on log.pending to terang_sequencer;
grant select, insert on log.entry, log.root, log.checkpoint, log.cosig to terang_sequencer;
grant select, update on log.state to terang_sequencer;
