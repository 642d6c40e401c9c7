-- The tables of the SQLite store after its V5, with the same names and columns: one set of generated classes and one set of
-- queries serves both, and a store is moved from one to the other row by row. What a table is for is told there.
--
-- Times are milliseconds since 1970 UTC, truth values are 0 and 1, JSON is text: as SQLite has them, and so that what
-- clients sent is kept byte for byte. Whatever is compared by order is compared by bytes (collate "C"), as there.

create table run (
    seq bigint primary key,
    id text collate "C" not null unique,
    owner text collate "C" not null,
    state text collate "C" not null,
    deleted bigint not null,
    version bigint not null,
    submitted_at bigint not null,
    start_time bigint,
    end_time bigint,
    tags text not null,
    engine_name text not null,
    engine_version text not null,
    attempt bigint not null,
    job_executor text,
    job_slot text,
    job_identity text,
    exit_code bigint,
    deleted_at bigint,
    command text not null,
    system_logs text not null,
    purge_asked_at bigint,
    purge_asked_by text,
    purged_at bigint,
    cleared_at bigint,
    check ((deleted = 1) = (deleted_at is not null))
) with (fillfactor = 80);

-- Unlike SQLite's, these indexes name seq: it is what they are walked by.
create index run_in_state on run (deleted, state, seq);
create index run_started on run (start_time, seq) where start_time is not null;
create index run_ended on run (end_time, seq) where end_time is not null;
create index run_being_purged on run (purge_asked_at) where purge_asked_at is not null and purged_at is null;

create table run_request (
    run bigint primary key references run (seq),
    workflow_url text not null,
    workflow_type text not null,
    workflow_type_version text not null,
    workflow_engine text,
    workflow_engine_version text,
    workflow_params text,
    engine_parameters text not null,
    tags text not null,
    attachments text not null,
    secret_parameters text not null default '[]'
);

create table run_outputs (
    run bigint primary key references run (seq),
    document text not null
);

create table journal (
    position bigint primary key,
    run bigint not null references run (seq),
    version bigint not null,
    from_state text,
    to_state text not null,
    event text not null,
    detail text not null,
    at bigint not null,
    unique (run, version)
);

-- No sequences: these leave gaps where a transaction fails, and give numbers out in another order than that of the
-- commits. There is one writer at a time (see Postgres.java), so that the next number is the last and one.
create function next_run() returns trigger language plpgsql as $$
begin
    if new.seq is null then
        new.seq := (select coalesce(max(seq), 0) + 1 from run);
    end if;
    return new;
end $$;

create trigger run_numbered before insert on run for each row execute function next_run();

create function next_line() returns trigger language plpgsql as $$
begin
    if new.position is null then
        new.position := (select coalesce(max(position), 0) + 1 from journal);
    end if;
    return new;
end $$;

create trigger journal_numbered before insert on journal for each row execute function next_line();

create table run_count (
    owner text collate "C" not null,
    deleted bigint not null,
    state text collate "C" not null,
    n bigint not null,
    primary key (owner, deleted, state)
) with (fillfactor = 50);

create function count_born() returns trigger language plpgsql as $$
begin
    insert into run_count (owner, deleted, state, n)
    select whose, new.deleted, new.state, 1 from (values (new.owner), ('')) as counted (whose)
    where new.purge_asked_at is null
    on conflict (owner, deleted, state) do update set n = run_count.n + 1;
    return null;
end $$;

create trigger run_born after insert on run for each row execute function count_born();

create function count_moved() returns trigger language plpgsql as $$
begin
    update run_count set n = n - 1
    where owner in (old.owner, '') and deleted = old.deleted and state = old.state;
    insert into run_count (owner, deleted, state, n)
    select whose, new.deleted, new.state, 1 from (values (new.owner), ('')) as counted (whose)
    where new.purge_asked_at is null
    on conflict (owner, deleted, state) do update set n = run_count.n + 1;
    return null;
end $$;

create trigger run_moved after update of state, deleted, purge_asked_at on run for each row
when (old.purge_asked_at is null
    and (old.state <> new.state or old.deleted <> new.deleted or new.purge_asked_at is not null))
execute function count_moved();

create table posting (
    term text collate "C" not null,
    chunk bigint not null,
    runs bytea not null,
    primary key (term, chunk)
) with (fillfactor = 70);

create table posting_span (
    chunk bigint primary key,
    submitted_from bigint not null,
    submitted_to bigint not null,
    started_from bigint,
    started_to bigint,
    ended_from bigint,
    ended_to bigint
);

create table idempotency_key (
    owner text collate "C" not null,
    name text collate "C" not null,
    digest text not null,
    run_id text not null,
    first_used_at bigint not null,
    primary key (owner, name)
);

create index idempotency_key_by_age on idempotency_key (first_used_at);

create table secret (
    name text collate "C" primary key,
    bytes bytea not null
);
