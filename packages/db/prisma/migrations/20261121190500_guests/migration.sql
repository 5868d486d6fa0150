-- CreateTable
CREATE TABLE "guest_request" (
    "id" UUID NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "amount" VARCHAR(40),
    "locale" CHAR(2) NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL,
    "token_hash" CHAR(64),
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "guest_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "user_id" UUID,
    "address_hash" CHAR(64) NOT NULL,
    "gifts" INTEGER NOT NULL,
    "cause" VARCHAR(10) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guest_request_token_hash_key" ON "guest_request"("token_hash");

-- CreateIndex
CREATE INDEX "guest_request_requested_at_idx" ON "guest_request"("requested_at");

-- CreateIndex
CREATE INDEX "guest_request_email_idx" ON "guest_request"("email");

-- CreateIndex
CREATE INDEX "erasure_address_hash_idx" ON "erasure"("address_hash");

-- CreateIndex
CREATE INDEX "erasure_user_id_idx" ON "erasure"("user_id");

-- CreateIndex
CREATE INDEX "pledge_donor_email_idx" ON "pledge"("donor_email");

-- ---------------------------------------------------------------------------------------------------------------
-- By hand from here: what every writer must obey.
alter table guest_request
  add constraint guest_request_purpose_known check (purpose in ('find_gifts', 'erase_gifts')),
  add constraint guest_request_email_is_normal check (email = lower(email)),
  add constraint guest_request_locale_known check (locale in ('en', 'bn', 'fr')),
  add constraint guest_request_link_as_a_whole check ((token_hash is null) = (expires_at is null)),
  add constraint guest_request_link_only_to_erase check (token_hash is null or purpose = 'erase_gifts'),
  add constraint guest_request_amount_only_to_find check (amount is null or purpose = 'find_gifts');

alter table erasure
  add constraint erasure_kind_known check (kind in ('account', 'guest')),
  add constraint erasure_names_its_account check ((kind = 'account') = (user_id is not null)),
  add constraint erasure_cause_known check (cause in ('owner', 'link', 'again')),
  add constraint erasure_counts_up check (gifts >= 0);
create trigger erasure_append_only before update or delete on erasure
  for each row execute function refuse_change();
create trigger erasure_no_truncate before truncate on erasure execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------
-- The one exception to append-only tables. It holds in the transaction that writes the erasure which it names, so that
-- every use of it is on record, and for the words of people alone: never for an amount, a time, a state or a reference.
create function is_erasing() returns boolean language sql stable as $$
  select exists (select 1 from erasure
                 where id::text = current_setting('careforall.erasure', true)
                   and xmin::text = pg_current_xact_id()::xid::text)
$$;

create function evidence_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing() then
    if new.evidence is null and to_jsonb(new) - 'evidence' = to_jsonb(old) - 'evidence' then
      return new;
    end if;
  end if;
  raise exception '% on % is refused: the table is append-only', tg_op, tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;
drop trigger payment_history_append_only on payment_history;
create trigger payment_history_append_only before update or delete on payment_history
  for each row execute function evidence_is_kept();
drop trigger payment_news_append_only on payment_news;
create trigger payment_news_append_only before update or delete on payment_news
  for each row execute function evidence_is_kept();
drop trigger refund_history_append_only on refund_history;
create trigger refund_history_append_only before update or delete on refund_history
  for each row execute function evidence_is_kept();

-- What a job or an event had complained of may name an address.
create function replay_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing() then
    if to_jsonb(new) - 'error' - 'reason' = to_jsonb(old) - 'error' - 'reason' then
      return new;
    end if;
  end if;
  raise exception '% on % is refused: the table is append-only', tg_op, tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;
drop trigger dead_letter_replay_append_only on dead_letter_replay;
create trigger dead_letter_replay_append_only before update or delete on dead_letter_replay
  for each row execute function replay_is_kept();

-- A reason is written by staff and may name the donor; every other term of a refund stays as it was ordered.
create function refund_reason_is_kept() returns trigger language plpgsql as $$
begin
  if not is_erasing() then
    raise exception 'a refund keeps its terms'
      using errcode = 'restrict_violation', constraint = 'refund_facts_only_grow';
  end if;
  return new;
end $$;
create trigger refund_reason_is_kept before update of reason on refund
  for each row when (old.reason is distinct from new.reason) execute function refund_reason_is_kept();

create or replace function refund_facts_only_grow() returns trigger language plpgsql as $$
begin
  if (new.id, new.request_key, new.provider, new.currency, new.amount_minor, new.gift_minor,
      new.tip_minor, new.fee_cover_minor, new.held_minor, new.kind, new.requested_at)
     is distinct from
     (old.id, old.request_key, old.provider, old.currency, old.amount_minor, old.gift_minor,
      old.tip_minor, old.fee_cover_minor, old.held_minor, old.kind, old.requested_at) then
    raise exception 'a refund keeps its terms'
      using errcode = 'restrict_violation', constraint = 'refund_facts_only_grow';
  end if;
  -- Whose it is changes once: from the payment to the case of the charge that gave way to the gift.
  if (new.payment_id, new.moved_as) is distinct from (old.payment_id, old.moved_as)
     and not (old.moved_as is null and new.moved_as is not null and new.payment_id is null
              and exists (select 1 from money_exception x
                          where x.id = new.case_id and x.payment_id = old.payment_id and x.gave_way_at is not null)) then
    raise exception 'a refund keeps its payment'
      using errcode = 'restrict_violation', constraint = 'refund_facts_only_grow';
  end if;
  if (old.accepted_at is not null and new.accepted_at is distinct from old.accepted_at)
     or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
     or (old.failed_at is not null and new.failed_at is distinct from old.failed_at)
     or (old.provider_refund_id is not null and new.provider_refund_id is distinct from old.provider_refund_id) then
    raise exception 'what became of a refund stays known'
      using errcode = 'restrict_violation', constraint = 'refund_facts_only_grow';
  end if;
  return new;
end $$;

-- The reason of a decision, likewise.
create function money_exception_reason_is_kept() returns trigger language plpgsql as $$
begin
  if old.decision = 'accepted' and not is_erasing() then
    raise exception 'a case keeps its money, and is accepted once'
      using errcode = 'restrict_violation', constraint = 'money_exception_is_kept';
  end if;
  return new;
end $$;
create trigger money_exception_reason_is_kept before update of decided_reason on money_exception
  for each row when (old.decided_reason is distinct from new.decided_reason)
  execute function money_exception_reason_is_kept();

create or replace function money_exception_is_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.payment_id, new.posting_id, new.provider, new.provider_payment_id, new.currency,
      new.amount_minor, new.opened_at)
     is distinct from
     (old.id, old.kind, old.payment_id, old.posting_id, old.provider, old.provider_payment_id, old.currency,
      old.amount_minor, old.opened_at)
     or (old.decision = 'accepted'
         and (new.decision, new.resolved_at, new.decided_by) is distinct from
             (old.decision, old.resolved_at, old.decided_by)) then
    raise exception 'a case keeps its money, and is accepted once'
      using errcode = 'restrict_violation', constraint = 'money_exception_is_kept';
  end if;
  return new;
end $$;
