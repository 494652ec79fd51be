-- What was made of an event's readings that are too old for a later one to change it: where a node goes on that starts. It
-- is worth nothing to a version that keeps something else (format), which then begins with the last half hour.
create table estimator_state (
    event_id text primary key not null references event (event_id),
    until integer not null,
    format integer not null,
    state text not null
) strict, without rowid;
