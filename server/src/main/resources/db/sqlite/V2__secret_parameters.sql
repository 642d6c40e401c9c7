-- Names of engine parameters whose values must not be shown: a JSON list.
alter table run_request add column secret_parameters text not null default '[]';
