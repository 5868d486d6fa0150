-- Dead letters can be played again, the invariants leave a record, and what is done every hour notes when it ran.

-- What a replay needs to add the job again. Until now there was one task and one number of tries.
alter table dead_letter
  add column task varchar(100) not null default 'message/send',
  add column job_key varchar(120),
  add column max_attempts smallint not null default 18,
  add column replayed_at timestamptz(6);
alter table dead_letter alter column task drop default, alter column max_attempts drop default;
create index dead_letter_waiting on dead_letter (at) where replayed_at is null;
create index delivery_dead on delivery (dead_at) where dead_at is not null;
create index inbox_dead on inbox (dead_at) where dead_at is not null;

create table dead_letter_replay (
  id uuid not null,
  source varchar(10) not null,
  source_id varchar(120) not null,
  who varchar(100) not null,
  reason varchar(500) not null,
  error varchar(1000),
  attempts smallint not null,
  dead_at timestamptz(6) not null,
  at timestamptz(6) not null,
  constraint dead_letter_replay_pkey primary key (id),
  constraint dead_letter_replay_source_known check (source in ('inbox', 'delivery', 'job')),
  constraint dead_letter_replay_says_who check (length(trim(who)) > 0),
  constraint dead_letter_replay_says_why check (length(trim(reason)) > 0),
  constraint dead_letter_replay_after_death check (at >= dead_at)
);
-- One death is replayed once: whoever comes second finds it done.
create unique index dead_letter_replay_source_source_id_dead_at_key on dead_letter_replay (source, source_id, dead_at);
create trigger dead_letter_replay_append_only before update or delete on dead_letter_replay
  for each row execute function refuse_change();
create trigger dead_letter_replay_no_truncate before truncate on dead_letter_replay execute function refuse_change();

create table invariant_run (
  id uuid not null,
  at timestamptz(6) not null,
  ms integer not null,
  violations jsonb not null,
  constraint invariant_run_pkey primary key (id),
  constraint invariant_run_ms_not_negative check (ms >= 0)
);
create index invariant_run_at_idx on invariant_run (at);

create table upkeep_task (
  name varchar(40) not null,
  last_run_at timestamptz(6) not null,
  ms integer not null,
  done integer not null,
  last_error varchar(1000),
  constraint upkeep_task_pkey primary key (name)
);
