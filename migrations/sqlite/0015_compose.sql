-- Messages that stand first, leave by themselves, wait for their time, or are still being written.

alter table message add column pinned integer not null default 0;
alter table message add column expires_at integer;

-- At most one message of an event stands first.
create unique index message_pinned on message (event_id) where pinned = 1;

-- A message that waits for its time. It keeps its identity when it is published; then, and when it is cancelled, its row goes.
create table scheduled_message (
    message_id text primary key not null,
    event_id text not null references event (event_id),
    -- What was asked for, as JSON: its gaps are filled when it is published.
    content text not null,
    publish_at integer not null,
    -- Whoever said so last, as the audit log names them.
    scheduled_by text not null,
    scheduled_at integer not null,
    version integer not null,
    -- Set when its time passed without it: from then on it waits for an operator.
    missed_at integer,
    missed_because text
) strict;

create index scheduled_message_by_event on scheduled_message (event_id, publish_at);
create index scheduled_message_by_time on scheduled_message (publish_at) where missed_at is null;

-- A form as it was left. It goes when it is published or discarded.
create table draft (
    draft_id text primary key not null,
    event_id text not null references event (event_id),
    -- A JSON object: what each field held.
    fields text not null,
    -- The form that saved it last, by its key.
    form text not null,
    version integer not null,
    saved_by text not null,
    saved_at integer not null
) strict;

create unique index draft_by_form on draft (event_id, form);

alter table template add column scenario text not null default 'line';
-- Nobody, for what came with the installation.
alter table template add column saved_by text;

update template set scenario = case
    when key = 'opens_soon' then 'opening'
    when key in ('sold_out', 'low_stock', 'price_tier_gone', 'back_in_stock') then 'stock'
    when key in ('checkout_slow', 'payment_problem') then 'checkout'
    when key in ('entries_closed', 'draw_finished') then 'draw'
    when key in ('all_clear', 'correction', 'event_over') then 'closing'
    else 'line'
end;
