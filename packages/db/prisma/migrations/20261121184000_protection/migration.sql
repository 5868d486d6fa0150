-- What limits how often something may be asked for, and what notices the testing of stolen cards.

-- Unlogged: a count costs no write to the log, and after a crash everybody begins anew. No money depends on it.
create unlogged table rate_limit (
  key varchar(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
);

create table giving_try (
  pledge_id uuid not null,
  attempt smallint not null,
  campaign_id uuid not null,
  address varchar(24),
  device varchar(24),
  email varchar(24) not null,
  at timestamptz(6) not null,
  passed_at timestamptz(6),
  passed_by varchar(10),
  constraint giving_try_pkey primary key (pledge_id, attempt),
  constraint giving_try_pledge_id_fkey foreign key (pledge_id) references pledge (id) on delete cascade on update cascade,
  constraint giving_try_counts_from_one check (attempt >= 1),
  constraint giving_try_passes_whole check ((passed_at is null) = (passed_by is null)),
  constraint giving_try_passed_by check (passed_by in ('nothing', 'work', 'wait'))
);
create index giving_try_campaign_id_at_idx on giving_try (campaign_id, at);
create index giving_try_address_at_idx on giving_try (address, at);
create index giving_try_device_at_idx on giving_try (device, at);
create index giving_try_email_at_idx on giving_try (email, at);
create index giving_try_at_idx on giving_try (at);

create table giving_incident (
  scope varchar(10) not null,
  key varchar(40) not null,
  kind varchar(10) not null,
  action varchar(10) not null,
  hour timestamptz(6) not null,
  campaign_id uuid not null,
  first_at timestamptz(6) not null,
  last_at timestamptz(6) not null,
  count integer not null,
  tries integer not null,
  declines integer not null,
  constraint giving_incident_pkey primary key (scope, key, kind, action, hour),
  constraint giving_incident_scope check (scope in ('address', 'device', 'email', 'campaign')),
  constraint giving_incident_kind check (kind in ('tries', 'declines')),
  constraint giving_incident_action check (action in ('noted', 'challenged', 'refused')),
  constraint giving_incident_ends_after check (last_at >= first_at),
  constraint giving_incident_happened check (count >= 1 and tries >= 0 and declines >= 0)
);
create index giving_incident_last_at_idx on giving_incident (last_at);
