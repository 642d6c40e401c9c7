-- When the last of a run's working files had been removed.
alter table run add column cleared_at integer;
