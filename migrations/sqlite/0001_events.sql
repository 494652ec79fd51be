-- Times are milliseconds since 1970 (UTC). Texts in several languages are JSON objects: {"en": "…"}.

create table event (
    event_id text primary key not null,
    slug text not null unique,
    title text not null,
    kind text not null,
    phase text not null,
    phase_reason text,
    phase_next_update_by integer,
    phase_since integer not null,
    opens_at integer,
    closes_at integer,
    draws_at integer,
    zone text not null,
    default_locale text not null,
    capacity integer,
    product_link text,
    waitlist_link text,
    -- Grows with every commit that touches what shoppers see; nodes and processes watch it.
    version integer not null,
    created_at integer not null
) strict;

create table component (
    event_id text not null references event (event_id),
    component_id text not null,
    name text not null,
    position integer not null,
    primary key (event_id, component_id)
) strict;

create table message (
    message_id text primary key not null,
    event_id text not null references event (event_id),
    severity text not null,
    text text not null,
    published_at integer not null,
    next_update_by integer
) strict;

create index message_by_event on message (event_id, published_at);

create table incident (
    incident_id text primary key not null,
    event_id text not null references event (event_id),
    title text not null,
    impact text not null,
    -- A JSON array of component ids.
    components text not null,
    started_at integer not null,
    resolved_at integer
) strict;

create index incident_by_event on incident (event_id, started_at);

create table incident_update (
    incident_id text not null references incident (incident_id),
    position integer not null,
    status text not null,
    text text not null,
    at integer not null,
    primary key (incident_id, position)
) strict;

create table inventory_item (
    event_id text not null references event (event_id),
    sku text not null,
    title text not null,
    variant text,
    level text not null,
    remaining integer,
    price_tier text,
    restock_at integer,
    primary key (event_id, sku)
) strict;

-- One row a reading. The identity is the order of arrival, by which a publisher fetches only what is new.
create table sample (
    sample_id integer primary key not null,
    event_id text not null references event (event_id),
    source text not null,
    metric text not null,
    at integer not null,
    value real not null,
    unique (event_id, source, metric, at)
) strict;

create index sample_by_arrival on sample (event_id, sample_id);
create index sample_by_time on sample (event_id, at);
