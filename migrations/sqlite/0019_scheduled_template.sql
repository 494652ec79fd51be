-- The version of the template that a scheduled message was written with: it is published as its author saw it. Empty for
-- messages in words of their own, and for what was scheduled before this column: that takes the newest.
alter table scheduled_message add column template_version integer;
