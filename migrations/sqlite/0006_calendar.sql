-- What subscribed calendars were told of each event's schedule. Nothing is deleted: a calendar drops an entry only
-- when it is told that the entry is cancelled.

create table calendar_entry (
    event_id text not null references event (event_id),
    occasion text not null,
    at integer not null,
    title text not null,
    cancelled integer not null,
    -- Grows with every change of the above, as calendars demand before they move an entry.
    sequence integer not null,
    changed_at integer not null,
    primary key (event_id, occasion)
) strict;

insert into calendar_entry (event_id, occasion, at, title, cancelled, sequence, changed_at)
select event_id, 'opening', opens_at, title, 0, 0, created_at from event where opens_at is not null
union all
select event_id, 'closing', closes_at, title, 0, 0, created_at from event where closes_at is not null
union all
select event_id, 'draw', draws_at, title, 0, 0, created_at from event where draws_at is not null;
