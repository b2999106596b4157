-- Screening and objections: the first group of verdicts while a file is open, declared conflicts of interest, the two
-- seats of a panel, and what an applicant wrote before an objection could be taken.

alter table site.assignment add column first_group bytea;
alter table site.assignment add column first_group_at timestamptz;

-- A conflict with one applicant takes the officer out of the whole formation (committee.md S9).
create table act.conflict (
  selection_id text not null,
  officer_id uuid not null,
  formation_id text not null,
  application_id uuid not null,
  at timestamptz not null,
  form_token text not null unique,
  entry_id bytea not null unique,
  primary key (selection_id, officer_id, formation_id)
);

create table site.panel_seat (
  selection_id text not null,
  objection_id uuid not null,
  seat int not null check (seat between 1 and 3),
  officer_id uuid not null,
  taken_at timestamptz not null,
  closed_at timestamptz,
  primary key (selection_id, objection_id, seat),
  unique (objection_id, officer_id)
);
create index panel_seat_officer on site.panel_seat (officer_id, selection_id) where closed_at is null;

create table person.objection_draft (
  application_id uuid not null references person.application,
  person_id uuid not null,
  stage text not null,
  text bytea not null,
  updated_at timestamptz not null,
  primary key (application_id, stage)
);

-- S3: who read a file in any pass gives no answer to an objection about it, whatever the program does.
create function site.refuse_reader_on_panel() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from act.objection o join act.opinion p on p.application_id = o.application_id
    where o.selection_id = new.selection_id and o.id = new.objection_id and p.officer_id = new.officer_id
  ) then
    raise exception 'separation: a reader of this file cannot answer its objection' using errcode = '23514', constraint = 'reader_on_panel';
  end if;
  return new;
end $$;
create trigger reader_on_panel before insert on act.objection_opinion
  for each row execute function site.refuse_reader_on_panel();

-- The second person of a decision is never one who gave no opinion of that outcome, and the same for its author.
create function site.refuse_unread_decision() returns trigger language plpgsql as $$
begin
  if new.outcome = 'ineligible' and (
    select count(distinct p.officer_id) from act.opinion p
    where p.application_id = new.application_id and p.outcome = 'ineligible'
      and p.officer_id = any (array_append(new.second_ids, new.by_id))
      and p.reasons && new.reasons
  ) < 2 then
    raise exception 'separation: two officers must have found the file not eligible for a common reason' using errcode = '23514', constraint = 'two_opinions';
  end if;
  return null;
end $$;
create constraint trigger two_opinions after insert on act.decision deferrable initially deferred
  for each row execute function site.refuse_unread_decision();

create trigger refuse_change before update or delete on act.conflict for each row execute function site.refuse_change();
create trigger refuse_truncate before truncate on act.conflict for each statement execute function site.refuse_change();
alter table act.conflict enable always trigger refuse_change;
alter table act.conflict enable always trigger refuse_truncate;

alter table person.objection_draft enable row level security;
create policy web_scope on person.objection_draft to terang_web
  using (person_id = nullif(current_setting('terang.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('terang.person', true), '')::uuid);
create policy worker_all on person.objection_draft to terang_worker using (true) with check (true);

grant select, insert on act.conflict to terang_web, terang_worker;
grant select, insert, update on site.panel_seat to terang_web, terang_worker;
grant select, insert, update, delete on person.objection_draft to terang_web, terang_worker;
grant execute on all functions in schema site to terang_web, terang_worker, terang_sequencer;

create index submission_arrival on act.submission (selection_id, arrived_at);
create index assignment_history on site.assignment (officer_id, selection_id, assigned_at desc);
create index stage_objection on act.objection (selection_id, arrived_at);
