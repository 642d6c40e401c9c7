-- The servers that work on the runs, or did: one row for each time that one began to. Its epoch, a number that no other
-- ever had, is in the runs that it works on. Past lease_until, by the database's clock, another one may end it.
create table server (
    epoch integer primary key,
    name text not null,
    machine text not null,
    began_at integer not null,
    lease_until integer not null,
    ended_at integer
) strict;

create index server_at_work on server (epoch) where ended_at is null;

alter table run add column epoch integer not null default 0;

create index run_at_work on run (epoch) where state in ('INITIALIZING', 'RUNNING', 'CANCELING');
