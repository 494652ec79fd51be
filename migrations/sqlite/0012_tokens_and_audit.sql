alter table api_token add column name text not null default '';
-- As the audit log names who made it.
alter table api_token add column created_by text;
-- Written once a minute at most.
alter table api_token add column last_used_at integer;

create index audit_entry_by_actor on audit_entry (actor);
create index audit_entry_by_action on audit_entry (action);

-- The log is added to and nothing else, whoever asks.
create trigger audit_entry_is_not_changed before update on audit_entry
begin
    select raise(abort, 'the audit log is only added to');
end;

create trigger audit_entry_is_not_deleted before delete on audit_entry
begin
    select raise(abort, 'the audit log is only added to');
end;
