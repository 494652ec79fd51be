-- The merchant's own order of variants, which no alphabet knows: S, M, L. New ones go to the end.
alter table inventory_item add column position integer not null default 0;
update inventory_item set position = rowid;
