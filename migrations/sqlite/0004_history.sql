-- The wait that shoppers were shown, at most one row a minute: what the chart draws, and what a report checks against.
create table shown_wait (
    event_id text not null references event (event_id),
    at integer not null,
    -- Whole seconds; either all three or, when no wait could be told, the reason.
    low_s integer,
    mid_s integer,
    high_s integer,
    reason text,
    admitted_per_min integer,
    primary key (event_id, at),
    check ((reason is null) = (low_s is not null and mid_s is not null and high_s is not null))
) strict, without rowid;

-- What charts are drawn from, thinned without touching the rows themselves.
create index sample_of_chart on sample (event_id, metric, at, value)
    where metric in ('queue_depth', 'capacity', 'draw_entries');
