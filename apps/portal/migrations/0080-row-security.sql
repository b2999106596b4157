-- Row security for the rest of what is about one person (security.md 3): the wrapped key, the number of identity, and
-- who asked a public question. A guest has no account, so a guest's scope is the keyed index of the address.

-- Whoever gave a number first stays its owner until it is confirmed; the worker compares across people, the web cannot.
alter table person.nik add column since timestamptz not null default clock_timestamp();

alter table person.person_key enable row level security;
create policy web_read on person.person_key for select to terang_web
  using (person_id = nullif(current_setting('terang.person', true), '')::uuid
         or nullif(current_setting('terang.officer', true), '') is not null);
-- A person is made before there is a scope; the key of one who exists cannot be replaced, because web may not update.
create policy web_make on person.person_key for insert to terang_web with check (true);
create policy worker_all on person.person_key to terang_worker using (true) with check (true);

alter table person.nik enable row level security;
create policy web_scope on person.nik to terang_web
  using (person_id = nullif(current_setting('terang.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('terang.person', true), '')::uuid);
create policy worker_all on person.nik to terang_worker using (true) with check (true);

alter table person.question_asker enable row level security;
create policy web_scope on person.question_asker to terang_web
  using (person_id = nullif(current_setting('terang.person', true), '')::uuid
         or contact_index = decode(nullif(current_setting('terang.guest', true), ''), 'hex')
         or nullif(current_setting('terang.officer', true), '') is not null)
  with check (person_id = nullif(current_setting('terang.person', true), '')::uuid
         or contact_index = decode(nullif(current_setting('terang.guest', true), ''), 'hex'));
create policy worker_all on person.question_asker to terang_worker using (true) with check (true);
