-- What security.md 3 asks beyond the first grants: nothing for everybody, and the trail of access shows a person only
-- their own rows, also where a query forgets to say whose.
revoke all on all functions in schema site, log, person, act from public;
revoke all on schema public from public;

alter table act.access enable row level security;
create policy web_read on act.access for select to terang_web
  using (person_id = nullif(current_setting('terang.person', true), '')::uuid
         or nullif(current_setting('terang.officer', true), '') is not null);
create policy web_write on act.access for insert to terang_web
  with check (officer_id::text = nullif(current_setting('terang.officer', true), ''));
create policy worker_all on act.access to terang_worker using (true) with check (true);
