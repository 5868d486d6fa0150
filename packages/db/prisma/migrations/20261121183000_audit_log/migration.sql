-- The audit log: who changed what, and why. One chain of hashes, so that an entry that was changed, removed or moved is
-- seen; one row for its head, so that a cut end is seen too.

create table audit_entry (
  seq bigint not null,
  at timestamptz(3) not null,
  actor_user_id uuid,
  actor_name varchar(100),
  role varchar(12) not null,
  action varchar(60) not null,
  subject_type varchar(40) not null,
  subject_id varchar(200) not null,
  before jsonb,
  after jsonb,
  reason varchar(1000),
  address varchar(45),
  agent varchar(300),
  request_id varchar(64),
  prev_hash char(64) not null,
  hash char(64) not null,
  constraint audit_entry_pkey primary key (seq),
  constraint audit_entry_says_who check (num_nonnulls(actor_user_id, actor_name) = 1),
  constraint audit_entry_role_known
    check (role in ('SUPPORT', 'MODERATOR', 'REVIEWER', 'FINANCE', 'ADMIN', 'COMMAND')),
  constraint audit_entry_role_fits check ((role = 'COMMAND') = (actor_user_id is null)),
  constraint audit_entry_name_not_empty check (length(trim(actor_name)) > 0),
  constraint audit_entry_action_shape check (action ~ '^[a-z_]+\.[a-z_]+$'),
  constraint audit_entry_facts_bounded
    check (coalesce(octet_length(before::text), 0) + coalesce(octet_length(after::text), 0) <= 8192)
);
create index audit_entry_subject_type_subject_id_idx on audit_entry (subject_type, subject_id);
create index audit_entry_actor_user_id_idx on audit_entry (actor_user_id);

create table audit_head (
  id boolean not null default true,
  seq bigint not null,
  hash char(64) not null,
  begun_at timestamptz(3) not null,
  constraint audit_head_pkey primary key (id),
  constraint audit_head_is_one check (id)
);
insert into audit_head (seq, hash, begun_at) values (0, repeat('0', 64), now());

-- ---------------------------------------------------------------------------------------------------------------
-- The text that is hashed: every field with its length in bytes before it (packages/domain/src/audit/entry.ts).
create function audit_field(value text) returns text language sql immutable as $$
  select case when value is null then '-' else octet_length(convert_to(value, 'UTF8')) || ':' || value end
$$;

create function audit_entry_hash(e audit_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(concat_ws(',',
    audit_field(e.seq::text),
    audit_field(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    audit_field(e.actor_user_id::text),
    audit_field(e.actor_name),
    audit_field(e.role),
    audit_field(e.action),
    audit_field(e.subject_type),
    audit_field(e.subject_id),
    audit_field(e.before::text),
    audit_field(e.after::text),
    audit_field(e.reason),
    audit_field(e.address),
    audit_field(e.agent),
    audit_field(e.request_id),
    audit_field(e.prev_hash::text)
  ), 'UTF8')), 'hex')
$$;

-- Whoever appends waits here for whoever appended before to commit: one chain. Verbs append last, so the wait is short.
create function audit_entry_joins_the_chain() returns trigger language plpgsql as $$
declare
  head audit_head;
begin
  select * into strict head from audit_head for update;
  new.seq := head.seq + 1;
  new.prev_hash := head.hash;
  new.hash := audit_entry_hash(new);
  update audit_head set seq = new.seq, hash = new.hash;
  return new;
end $$;
create trigger audit_entry_joins_the_chain before insert on audit_entry
  for each row execute function audit_entry_joins_the_chain();

create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry execute function refuse_change();

-- The head moves only with an entry.
create trigger audit_head_moves_with_an_entry before update on audit_head
  for each row when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger audit_head_is_kept before insert or delete on audit_head for each row execute function refuse_change();
create trigger audit_head_no_truncate before truncate on audit_head execute function refuse_change();
