-- How people come in, prove who they are, and stay. Times are milliseconds since 1970 (UTC).

-- Sessions of before do not say what is asked of them now: everybody logs in once more.
delete from session;
-- By which its owner ends it; it stays when the identifier in the cookie changes. Null until somebody has logged in.
alter table session add column session_id text;
alter table session add column begun_at integer;
alter table session add column seen_at integer;
-- When its operator last proved who they are.
alter table session add column authenticated_at integer;
alter table session add column network text;
alter table session add column browser text;
create unique index session_by_id on session (session_id);

create table invitation (
    invitation_id text primary key not null,
    -- SHA-256 of the secret in the link.
    secret_hash text not null unique,
    email text not null,
    role text not null,
    invited_by text not null,
    created_at integer not null,
    expires_at integer not null,
    used_at integer,
    withdrawn_at integer
) strict;

create index invitation_by_email on invitation (email);

create table second_factor (
    operator_id text primary key not null references operator (operator_id),
    -- Base32, as an authenticator app takes it. It has to be read to check a code, so it cannot be a hash.
    secret text not null,
    -- Null until the first right code: before that it is only offered.
    confirmed_at integer,
    -- The step (of 30 seconds) of the last code that was taken. No code of it or before is taken again.
    last_step integer not null
) strict;

create table recovery_code (
    operator_id text not null references operator (operator_id),
    -- SHA-256 of the code.
    code_hash text not null,
    used_at integer,
    primary key (operator_id, code_hash)
) strict;
