-- As SQLite's V6.
create table server (
    epoch bigint primary key,
    name text not null,
    machine text not null,
    began_at bigint not null,
    lease_until bigint not null,
    ended_at bigint
);

create index server_at_work on server (epoch) where ended_at is null;

alter table run add column epoch bigint not null default 0;

create index run_at_work on run (epoch, seq) where state in ('INITIALIZING', 'RUNNING', 'CANCELING');
