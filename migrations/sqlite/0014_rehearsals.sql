-- Rehearsals: a private copy of an event, and the recorded day that is played into it.

-- How time runs for an event that has a time of its own: at the instant tempo_at it was tempo_shows there, and since
-- then it runs tempo_speed times as fast (0: it stands).
alter table event add column tempo_at integer;
alter table event add column tempo_shows integer;
alter table event add column tempo_speed integer;

create table rehearsal (
    -- The copy.
    event_id text primary key not null references event (event_id),
    -- The event that is rehearsed.
    source_event_id text not null references event (event_id),
    recording text not null,
    speed integer not null,
    length_ms integer not null,
    started_at integer not null,
    state text not null,
    ended_at integer,
    -- What kept it from going on, where nobody stopped it and it did not come to its end.
    trouble text
) strict;

create index rehearsal_by_source on rehearsal (source_event_id, started_at);
