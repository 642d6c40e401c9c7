-- As SQLite's V7.
alter table journal add column salt bytea;
alter table journal add column seal bytea;
alter table journal add column hash bytea;

create index journal_unchained on journal (position) where hash is null;
