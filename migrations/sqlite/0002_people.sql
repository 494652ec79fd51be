create table operator (
    operator_id text primary key not null,
    email text not null unique,
    -- Argon2id in PHC string format.
    password_hash text not null,
    role text not null,
    disabled integer not null,
    created_at integer not null
) strict;

create table session (
    -- SHA-256 of the identifier in the cookie: a stolen database logs nobody in.
    session_hash text primary key not null,
    operator_id text references operator (operator_id),
    data text not null,
    expires_at integer not null
) strict;

create index session_by_operator on session (operator_id);

create table api_token (
    token_id text primary key not null,
    -- SHA-256 of the token.
    token_hash text not null unique,
    event_id text references event (event_id),
    -- A JSON array of scopes.
    scopes text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer
) strict;

-- What a repeated request with the same key gets: the identity of what the first one made.
create table idempotency_key (
    actor text not null,
    key text not null,
    request_hash text not null,
    result_id text not null,
    created_at integer not null,
    primary key (actor, key)
) strict;

create index idempotency_key_by_age on idempotency_key (created_at);

-- Append-only; exactly one row for every effect.
create table audit_entry (
    audit_entry_id integer primary key not null,
    at integer not null,
    actor text not null,
    action text not null,
    event_id text,
    subject text,
    detail text not null
) strict;
