-- Each line is bound to the one before it: hash is SHA-256 over that one's hash and this line's own content (LineHash.java).
-- A detail enters it as its seal, SHA-256 over salt and detail: a purge forgets detail and salt, and the seal then tells
-- nobody what it was, while the chain can still be checked. Lines without a hash get one when the store is opened.
alter table journal add column salt blob;
alter table journal add column seal blob;
alter table journal add column hash blob;

create index journal_unchained on journal (position) where hash is null;
