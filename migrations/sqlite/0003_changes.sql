-- What can be said differently, taken back or put away after it was said.

-- Grows with every correction and the retraction; a caller names the one it means with If-Match.
alter table message add column version integer not null default 1;
alter table message add column edited_at integer;
-- The text stays here and in the audit log; shoppers get the time alone.
alter table message add column retracted_at integer;
alter table message add column automatic integer not null default 0;

alter table event add column accent text;
-- SHA-256 of the logo's bytes: whoever has them need not fetch them again.
alter table event add column logo_hash text;
-- Set once: what is public of an event then answers 410 Gone.
alter table event add column archived_at integer;

create table logo (
    event_id text primary key not null references event (event_id),
    media_type text not null,
    bytes blob not null
) strict;
