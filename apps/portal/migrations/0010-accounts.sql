-- Accounts: a password waits with its confirmation link until the owner of the address proves it; device marks;
-- the public check of a message by its code, without opening the notices of people to the web role.

alter table auth.token add column password_hash text;
alter table auth.session add column id uuid not null default gen_random_uuid();
create unique index session_id on auth.session (id);

-- Answers only what may be told to anybody: kind of message and its time (participation.md 4.1, rule 5).
create function person.message_by_code(given text) returns table (code text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  as $$ select n.code, n.created_at from person.notice n where n.auth_code = given limit 1 $$;
revoke all on function person.message_by_code(text) from public;
grant execute on function person.message_by_code(text) to terang_web, terang_worker;
