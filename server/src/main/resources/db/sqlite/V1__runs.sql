-- Times are milliseconds since 1970 UTC. JSON columns hold text.
--
-- An index on "run" needs no "seq" at its end: SQLite ends every index entry with the row's key, which seq is.
-- Lists walk these indexes backwards from a given seq, so that no page is ever sorted.

create table run (
    -- autoincrement: page tokens hold seq, so none may be given twice, not even after a delete
    seq integer primary key autoincrement,
    id text not null unique,
    owner text not null,
    state text not null,
    deleted integer not null,
    version integer not null,
    submitted_at integer not null,
    start_time integer,
    end_time integer,
    tags text not null,
    engine_name text not null,
    engine_version text not null,
    attempt integer not null,
    job_executor text,
    job_slot text,
    job_identity text,
    exit_code integer,
    deleted_at integer,
    command text not null,
    system_logs text not null,
    check (deleted = (deleted_at is not null))
) strict;

create index run_of_owner on run (owner, deleted);
create index run_of_owner_in_state on run (owner, deleted, state);
create index run_in_state on run (deleted, state);

-- Beside the run, so that a move rewrites little.
create table run_request (
    run integer primary key references run (seq),
    workflow_url text not null,
    workflow_type text not null,
    workflow_type_version text not null,
    workflow_engine text,
    workflow_engine_version text,
    workflow_params text,
    engine_parameters text not null,
    tags text not null,
    attachments text not null
) strict;

create table run_outputs (
    run integer primary key references run (seq),
    document text not null
) strict;

create table journal (
    position integer primary key autoincrement,
    run integer not null references run (seq),
    version integer not null,
    from_state text,
    to_state text not null,
    event text not null,
    detail text not null,
    at integer not null,
    unique (run, version)
) strict;

-- One row per tag of a run; a run has each key once. One index per way to ask: with a value or for any value, for one
-- owner or for all. The shelf ('unfinished', the state a run ended in, or that and 'deleted') is part of each, lest a
-- list pass by all the runs that have the tag and another state. It changes once or twice in a run's life.
create table run_tag (
    owner text not null,
    shelf text not null,
    name text not null,
    value text not null,
    run integer not null references run (seq),
    primary key (owner, shelf, name, value, run)
) strict, without rowid;

create index run_tag_named on run_tag (owner, shelf, name, run);
create index run_tag_of_all on run_tag (shelf, name, value, run);
create index run_tag_named_of_all on run_tag (shelf, name, run);

-- How many runs, by owner; the rows of owner '' count all owners'. (No owner has a blank name.)
create table run_count (
    owner text not null,
    deleted integer not null,
    state text not null,
    n integer not null,
    primary key (owner, deleted, state)
) strict, without rowid;

create trigger run_born after insert on run
begin
    insert into run_count (owner, deleted, state, n)
    values (new.owner, new.deleted, new.state, 1), ('', new.deleted, new.state, 1)
    on conflict (owner, deleted, state) do update set n = n + 1;
end;

create trigger run_moved after update of state, deleted on run
when old.state <> new.state or old.deleted <> new.deleted
begin
    update run_count set n = n - 1
    where owner in (old.owner, '') and deleted = old.deleted and state = old.state;
    insert into run_count (owner, deleted, state, n)
    values (new.owner, new.deleted, new.state, 1), ('', new.deleted, new.state, 1)
    on conflict (owner, deleted, state) do update set n = n + 1;
end;

create table idempotency_key (
    owner text not null,
    name text not null,
    digest text not null,
    run_id text not null,
    first_used_at integer not null,
    primary key (owner, name)
) strict, without rowid;

create index idempotency_key_by_age on idempotency_key (first_used_at);

create table secret (
    name text primary key,
    bytes blob not null
) strict, without rowid;
