-- Public questions: subject, exact repetition, the date promised by a holding answer, automatic publication, and the
-- letters to guests, which have no inbox.
alter table site.question
  add column topic text not null default 'umum'
    check (topic in ('syarat', 'berkas', 'jadwal', 'tes', 'sanggah', 'disabilitas', 'umum')),
  add column text_hash bytea,
  add column promised_at timestamptz,
  add column auto_published boolean not null default false,
  add column late_told_at timestamptz;
create unique index one_same_question on site.question (selection_id, text_hash)
  where state not in ('awaitingConfirmation', 'rejected', 'diverted', 'hidden', 'deleted');

alter table person.question_asker
  add column contact_index bytea,
  add column asked_at timestamptz;
create index question_asker_person on person.question_asker (person_id, asked_at);
create index question_asker_contact on person.question_asker (contact_index, asked_at);

alter table act.answer add column promised text check (promised ~ '^\d{4}-\d{2}-\d{2}$');

create table person.question_letter (
  question_id bigint not null references site.question,
  kind text not null check (kind in ('confirm', 'published', 'answered', 'moderated')),
  version int not null default 0,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempt int not null default 0,
  next_at timestamptz not null,
  primary key (question_id, kind, version)
);
create index question_letter_due on person.question_letter (next_at) where state = 'queued';
grant select, insert on person.question_letter to terang_web;
grant select, insert, update, delete on person.question_letter to terang_worker;
