-- What the database itself refuses, so that no code path can do it: named CHECKs (their names reach the logs),
-- partial unique indexes, append-only tables, and the balance of the ledger.

-- ---------------------------------------------------------------------------------------------------------------
-- Currencies: ISO 4217, minor units.
insert into currency (code, exponent) values ('BDT', 2), ('EUR', 2), ('USD', 2), ('XOF', 0);
alter table currency add constraint currency_exponent_known check (exponent between 0 and 3);

-- ---------------------------------------------------------------------------------------------------------------
-- One function for every table that only grows.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: the table is append-only', tg_op, tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Campaigns
alter table campaign
  add constraint campaign_kind_known check (kind in ('medical', 'education', 'emergency', 'long_term')),
  add constraint campaign_status_known
    check (status in ('draft', 'active', 'closing', 'completed', 'expired', 'cancelled', 'archived')),
  add constraint campaign_goal_positive check (goal_minor > 0),
  add constraint campaign_ends_after_start check (ends_at is null or ends_at > starts_at),
  add constraint campaign_slug_shape check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  add constraint campaign_locale_known check (locale in ('en', 'bn', 'fr'));
alter table campaign_text
  add constraint campaign_text_locale_known check (locale in ('en', 'bn', 'fr')),
  add constraint campaign_text_story_bounded check (length(story) <= 20000);

-- The currency of a campaign is fixed when it is created: its gifts and its ledger entries are in it.
create function campaign_currency_is_fixed() returns trigger language plpgsql as $$
begin
  raise exception 'the currency of a campaign is fixed when it is created'
    using errcode = 'restrict_violation', constraint = 'campaign_currency_is_fixed';
end $$;
create trigger campaign_currency_is_fixed before update of currency on campaign
  for each row when (old.currency is distinct from new.currency) execute function campaign_currency_is_fixed();

-- ---------------------------------------------------------------------------------------------------------------
-- Pledges
alter table pledge
  add constraint pledge_gift_positive check (gift_minor > 0),
  add constraint pledge_tip_not_negative check (tip_minor >= 0),
  add constraint pledge_fee_cover_not_negative check (fee_cover_minor >= 0),
  add constraint pledge_total_is_the_sum check (total_minor = gift_minor + tip_minor + fee_cover_minor),
  add constraint pledge_token_long_enough check (length(token) >= 22),
  add constraint pledge_locale_known check (locale in ('en', 'bn', 'fr'));

-- What was promised does not change; a fulfilled pledge stays fulfilled by the same attempt.
create function pledge_is_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.token, new.key_scope, new.key, new.campaign_id, new.currency, new.gift_minor, new.tip_minor,
      new.fee_cover_minor, new.total_minor, new.created_at)
     is distinct from
     (old.id, old.token, old.key_scope, old.key, old.campaign_id, old.currency, old.gift_minor, old.tip_minor,
      old.fee_cover_minor, old.total_minor, old.created_at) then
    raise exception 'a pledge keeps its terms' using errcode = 'restrict_violation', constraint = 'pledge_is_kept';
  end if;
  if old.fulfilled_by is not null and new.fulfilled_by is distinct from old.fulfilled_by then
    raise exception 'a pledge is fulfilled once' using errcode = 'restrict_violation', constraint = 'pledge_is_kept';
  end if;
  return new;
end $$;
create trigger pledge_is_kept before update on pledge for each row execute function pledge_is_kept();

-- ---------------------------------------------------------------------------------------------------------------
-- Payments: facts that only grow
alter table payment
  add constraint payment_rank_known check (rank in (0, 10, 20, 30, 40)),
  add constraint payment_amount_positive check (amount_minor > 0),
  add constraint payment_captured_as_a_whole check (
    num_nonnulls(captured_at, captured_minor, captured_currency, provider_payment_id) in (0, 4)
    and (rank = 40) = (captured_at is not null)),
  add constraint payment_captured_positive check (captured_minor > 0),
  add constraint payment_ended_as_a_whole check (
    (ended_at is null) = (end_reason is null) and (rank <> 30 or ended_at is not null)),
  add constraint payment_end_reason_known check (end_reason in ('expired', 'cancelled', 'failed')),
  add constraint payment_held_when_captured check (held_as is null or rank = 40),
  add constraint payment_held_as_known
    check (held_as in ('amount_mismatch', 'currency_mismatch', 'second_capture', 'risk_hold'));

-- At most one attempt of a pledge is open at the provider. One whose opening is uncertain does not block the next.
create unique index payment_one_open_per_pledge on payment (pledge_id) where rank < 30 and abandoned_at is null;

create function payment_facts_only_grow() returns trigger language plpgsql as $$
begin
  if new.rank < old.rank then
    raise exception 'the rank of a payment never falls (% to %)', old.rank, new.rank
      using errcode = 'restrict_violation', constraint = 'payment_facts_only_grow';
  end if;
  if (new.id, new.pledge_id, new.attempt, new.provider, new.currency, new.amount_minor, new.created_at)
     is distinct from
     (old.id, old.pledge_id, old.attempt, old.provider, old.currency, old.amount_minor, old.created_at) then
    raise exception 'an attempt keeps its terms'
      using errcode = 'restrict_violation', constraint = 'payment_facts_only_grow';
  end if;
  if old.captured_at is not null and
     (new.captured_at, new.captured_minor, new.captured_currency, new.provider_payment_id, new.held_as)
     is distinct from
     (old.captured_at, old.captured_minor, old.captured_currency, old.provider_payment_id, old.held_as) then
    raise exception 'captured money stays as it was captured'
      using errcode = 'restrict_violation', constraint = 'payment_facts_only_grow';
  end if;
  return new;
end $$;
create trigger payment_facts_only_grow before update on payment
  for each row execute function payment_facts_only_grow();
create trigger payment_never_deleted before delete on payment for each row execute function refuse_change();
create trigger pledge_never_deleted before delete on pledge for each row execute function refuse_change();

alter table payment_history add constraint payment_history_rank_known check (to_rank in (10, 20, 30, 40));
create trigger payment_history_append_only before update or delete on payment_history
  for each row execute function refuse_change();
create trigger payment_history_no_truncate before truncate on payment_history execute function refuse_change();
create trigger payment_news_append_only before update or delete on payment_news
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------
-- Ledger
alter table ledger_entry
  add constraint ledger_entry_not_zero check (amount_minor <> 0),
  add constraint ledger_entry_account_known check (account in
    ('provider_clearing', 'campaign_payable', 'suspense', 'platform_fee', 'tip', 'provider_fee', 'refund_clearing',
     'dispute_hold', 'payout_clearing', 'bank', 'receivable', 'fx')),
  add constraint ledger_entry_names_campaign check (account <> 'campaign_payable' or campaign_id is not null),
  add constraint ledger_entry_names_provider check (
    account not in ('provider_clearing', 'provider_fee', 'refund_clearing') or provider is not null);

create trigger ledger_posting_append_only before update or delete on ledger_posting
  for each row execute function refuse_change();
create trigger ledger_posting_no_truncate before truncate on ledger_posting execute function refuse_change();
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger ledger_entry_no_truncate before truncate on ledger_entry execute function refuse_change();

-- Judged at commit, when all entries of the posting are there.
create function ledger_posting_balances() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select currency, sum(amount_minor) as rest into wrong
    from ledger_entry where posting_id = new.posting_id group by currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'posting % does not balance: % % left over', new.posting_id, wrong.rest, wrong.currency
      using errcode = 'check_violation', constraint = 'ledger_posting_balances';
  end if;
  return null;
end $$;
create constraint trigger ledger_posting_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_posting_balances();

-- ---------------------------------------------------------------------------------------------------------------
-- Outbox, deliveries, inbox: small indexes over what is still to do
create index outbox_unrelayed on outbox (created_at, id) where relayed_at is null;
create index delivery_due on delivery (consumer, next_try_at) where done_at is null and dead_at is null;
create index inbox_due on inbox (next_try_at)
  where processed_at is null and dead_at is null and verdict = 'accepted';

create function outbox_is_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.type, new.version, new.subject_id, new.data, new.created_at) is distinct from
     (old.id, old.type, old.version, old.subject_id, old.data, old.created_at)
     or (old.relayed_at is not null and new.relayed_at is distinct from old.relayed_at) then
    raise exception 'an event is never changed' using errcode = 'restrict_violation', constraint = 'outbox_is_kept';
  end if;
  return new;
end $$;
create trigger outbox_is_kept before update on outbox for each row execute function outbox_is_kept();

alter table inbox
  add constraint inbox_verdict_known check (verdict in ('accepted', 'rejected')),
  add constraint inbox_body_bounded check (octet_length(body) <= 262144),
  add constraint inbox_rejected_says_why check ((verdict = 'rejected') = (why is not null)),
  add constraint inbox_rejected_has_no_effect check (verdict = 'accepted' or processed_at is null);

-- ---------------------------------------------------------------------------------------------------------------
-- Idempotency, read models, messages
alter table idempotency_key
  add constraint idempotency_key_answered_when_finished check ((finished_at is null) = (response is null)),
  add constraint idempotency_key_not_empty check (length(key) >= 1);

alter table public_gift
  add constraint public_gift_anonymous_has_no_name check (not is_anonymous or display_name is null),
  add constraint public_gift_positive check (amount_minor > 0);
alter table campaign_total add constraint campaign_total_counts_up check (gift_count >= 0 and version >= 0);

alter table message
  add constraint message_state_known check (state in ('queued', 'sent', 'failed', 'suppressed')),
  add constraint message_channel_known check (channel in ('email')),
  add constraint message_sent_has_time check ((state = 'sent') = (sent_at is not null));
