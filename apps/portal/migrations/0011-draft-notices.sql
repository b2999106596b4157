-- When the notices of a draft were last considered, so that each draft is opened once for each occasion and not each minute.
alter table person.application add column notices_checked_at timestamptz;
create index application_draft on person.application (selection_id) where state = 'draft';
