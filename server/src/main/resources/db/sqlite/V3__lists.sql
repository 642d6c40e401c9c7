-- What lists are read from. A term is something that can be asked of a run: whose it is, in which state, a tag, a word.
-- A row holds the runs of one term among 4096 neighbouring ones (chunk = seq / 4096) as a small set of bits, so that
-- terms are intersected by the thousand and counted without being read one by one. (The form is told in Bits.java.)
create table posting (
    term text not null,
    chunk integer not null,
    runs blob not null,
    primary key (term, chunk)
) strict, without rowid;

-- Between which times the runs of a chunk were submitted, started and ended. Only ever widened. A chunk without a row
-- has not been indexed yet, which happens when the store is opened.
create table posting_span (
    chunk integer primary key,
    submitted_from integer not null,
    submitted_to integer not null,
    started_from integer,
    started_to integer,
    ended_from integer,
    ended_to integer
) strict;

create index run_started on run (start_time) where start_time is not null;
create index run_ended on run (end_time) where end_time is not null;

drop table run_tag;
drop index run_of_owner;
drop index run_of_owner_in_state;
