-- What a report needs and was kept in the audit log alone: phases and stock levels with their times. Append-only.

create table phase_change (
    event_id text not null references event (event_id),
    position integer not null,
    at integer not null,
    phase text not null,
    reason text,
    next_update_by integer,
    primary key (event_id, position)
) strict, without rowid;

insert into phase_change (event_id, position, at, phase, reason)
select
    event_id,
    row_number() over (partition by event_id order by audit_entry_id),
    at,
    case action when 'event.create' then detail ->> '$.phase' else subject end,
    case action when 'phase.change' then json_extract(detail, '$.reason') end
from audit_entry
where event_id in (select event_id from event) and action in ('event.create', 'phase.change');

-- The log does not say what was promised; of the present phase the event does.
update phase_change set next_update_by = (
    select phase_next_update_by from event where event.event_id = phase_change.event_id
)
where position = (select max(position) from phase_change newest where newest.event_id = phase_change.event_id);

create table stock_change (
    -- Grows with every change.
    stock_change_id integer primary key not null,
    event_id text not null references event (event_id),
    sku text not null,
    at integer not null,
    level text not null
) strict;

create index stock_change_by_event on stock_change (event_id, stock_change_id);

-- The log names items whose count alone has changed, too.
insert into stock_change (event_id, sku, at, level)
select event_id, sku, at, level
from (
    select
        entry.event_id,
        entry.audit_entry_id,
        entry.at,
        item.value ->> '$.sku' as sku,
        item.value ->> '$.level' as level,
        lag(item.value ->> '$.level') over (
            partition by entry.event_id, item.value ->> '$.sku' order by entry.audit_entry_id
        ) as level_before
    from audit_entry entry, json_each(entry.detail) item
    where entry.action = 'inventory.set' and entry.event_id in (select event_id from event)
)
where level is not level_before
order by audit_entry_id;

-- Reports that everyone may read.
create table report_publication (
    event_id text primary key not null references event (event_id),
    published_at integer not null
) strict;
