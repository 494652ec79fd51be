-- What is watched for in an event and what may speak by itself, where somebody has said so.
create table signal_settings (
    event_id text primary key not null references event (event_id),
    settings text not null,
    -- Grows with every save; a caller names the one it means.
    version integer not null
) strict;

-- Signals that were confirmed. What comes back soon is the same row, open again.
create table alert (
    alert_id text primary key not null,
    event_id text not null references event (event_id),
    signal text not null,
    -- The product or the feed; empty where an event has only one.
    subject text not null,
    evidence text not null,
    opened_at integer not null,
    cleared_at integer,
    answer text,
    clear_answer text
) strict;

create index alert_by_event on alert (event_id, opened_at);
-- However many nodes see it, it is one alert.
create unique index alert_open on alert (event_id, signal, subject) where cleared_at is null;

-- How far the readings of an event were watched: whichever process goes on, goes on from here.
create table watch (
    event_id text primary key not null references event (event_id),
    state text not null,
    -- The newest reading that is in it.
    mark integer not null,
    -- Grows with every write: whoever finds another than they know takes the state from here.
    version integer not null
) strict;

-- What operators said about parts, in the place of what alerts say, until a time.
create table component_override (
    event_id text not null references event (event_id),
    component_id text not null,
    status text not null,
    until integer not null,
    primary key (event_id, component_id)
) strict;
