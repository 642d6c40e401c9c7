create table run (seq integer primary key autoincrement, id text not null unique) strict;
