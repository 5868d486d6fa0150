-- A person may stop one consumer of events and let it go on later, without stopping the worker. What it does not apply
-- meanwhile waits.

create table consumer_pause (
  id uuid not null,
  consumer varchar(40) not null,
  paused_at timestamptz(6) not null,
  paused_by varchar(100) not null,
  reason varchar(500) not null,
  resumed_at timestamptz(6),
  resumed_by varchar(100),
  constraint consumer_pause_pkey primary key (id),
  constraint consumer_pause_says_who check (length(trim(paused_by)) > 0),
  constraint consumer_pause_says_why check (length(trim(reason)) > 0),
  constraint consumer_pause_ends_whole check ((resumed_at is null) = (resumed_by is null)),
  constraint consumer_pause_ends_after check (resumed_at >= paused_at)
);
-- A consumer is stopped once: whoever comes second is told so.
create unique index consumer_pause_open on consumer_pause (consumer) where resumed_at is null;
