-- Who comes across an event, in which languages, and who may embed it.

alter table event add column listing text not null default 'public';
-- A JSON array of language tags.
alter table event add column languages text not null default '["en","de","fr","es","ja","ar"]';
-- A JSON array of origins; an empty one allows every site.
alter table event add column embed_origins text not null default '[]';

-- The one link with which people without a log-in may look at a draft.
create table preview_link (
    event_id text primary key not null references event (event_id),
    -- SHA-256 of the secret in the address.
    secret_hash text not null unique,
    created_at integer not null,
    expires_at integer not null
) strict;
