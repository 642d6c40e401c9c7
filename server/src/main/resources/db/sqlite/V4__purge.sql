-- A purge: who asked for it and when, and when nothing but this row was left.
alter table run add column purge_asked_at integer;
alter table run add column purge_asked_by text;
alter table run add column purged_at integer;

create index run_being_purged on run (purge_asked_at) where purge_asked_at is not null and purged_at is null;

-- As before, but a run that is to be purged is counted no more.
drop trigger run_moved;
create trigger run_moved after update of state, deleted, purge_asked_at on run
when old.purge_asked_at is null
    and (old.state <> new.state or old.deleted <> new.deleted or new.purge_asked_at is not null)
begin
    update run_count set n = n - 1
    where owner in (old.owner, '') and deleted = old.deleted and state = old.state;
    insert into run_count (owner, deleted, state, n)
    select owner, new.deleted, new.state, 1
    from (select new.owner as owner union all select '')
    where new.purge_asked_at is null
    on conflict (owner, deleted, state) do update set n = n + 1;
end;
