-- What was planned for an event: the inputs alone, because everything else follows from them.
create table plan (
    event_id text primary key not null references event (event_id),
    inputs text not null,
    -- What was known of the past event that it builds on, when it does.
    past text,
    -- Grows with every save; a caller names the one it means.
    version integer not null,
    saved_at integer not null
) strict;
