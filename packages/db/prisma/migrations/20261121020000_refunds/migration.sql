-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "refund_reserved_minor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "request_key" VARCHAR(100) NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "provider_refund_id" VARCHAR(100),
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "gift_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "fee_cover_minor" BIGINT NOT NULL,
    "held_minor" BIGINT NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "confirmed_at" TIMESTAMPTZ(6),
    "failed_at" TIMESTAMPTZ(6),
    "fail_detail" VARCHAR(300),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(6),
    "last_error" VARCHAR(300),
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_history" (
    "refund_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "cause" VARCHAR(40) NOT NULL,
    "evidence" TEXT,
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "refund_history_pkey" PRIMARY KEY ("refund_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "refund_provider_provider_refund_id_key" ON "refund"("provider", "provider_refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_payment_id_request_key_key" ON "refund"("payment_id", "request_key");

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_history" ADD CONSTRAINT "refund_history_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- What no code path can do: give back more than was captured, change an order, or unlearn what became of it.

-- The sum of the refunds that have not failed, kept on the payment so that one CHECK bounds them all.
alter table payment add constraint payment_refunds_fit
  check (refund_reserved_minor >= 0 and refund_reserved_minor <= coalesce(captured_minor, 0));

alter table refund
  add constraint refund_positive check (amount_minor > 0),
  add constraint refund_parts_not_negative
    check (gift_minor >= 0 and tip_minor >= 0 and fee_cover_minor >= 0 and held_minor >= 0),
  add constraint refund_is_the_sum_of_its_parts
    check (amount_minor = gift_minor + tip_minor + fee_cover_minor + held_minor),
  add constraint refund_held_or_gift check (held_minor in (0, amount_minor)),
  add constraint refund_kind_known
    check (kind in ('donor_request', 'duplicate', 'fraud', 'mistake', 'campaign_cancelled')),
  add constraint refund_says_why check (length(trim(reason)) > 0),
  add constraint refund_accepted_names_it check (accepted_at is null or provider_refund_id is not null),
  add constraint refund_confirmed_was_accepted check (confirmed_at is null or accepted_at is not null);

create index refund_due on refund (next_try_at) where next_try_at is not null;

create function refund_facts_only_grow() returns trigger language plpgsql as $$
begin
  if (new.id, new.payment_id, new.request_key, new.provider, new.currency, new.amount_minor, new.gift_minor,
      new.tip_minor, new.fee_cover_minor, new.held_minor, new.kind, new.reason, new.requested_at)
     is distinct from
     (old.id, old.payment_id, old.request_key, old.provider, old.currency, old.amount_minor, old.gift_minor,
      old.tip_minor, old.fee_cover_minor, old.held_minor, old.kind, old.reason, old.requested_at) then
    raise exception 'a refund keeps its terms'
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
create trigger refund_facts_only_grow before update on refund
  for each row execute function refund_facts_only_grow();
create trigger refund_never_deleted before delete on refund for each row execute function refuse_change();
create trigger refund_history_append_only before update or delete on refund_history
  for each row execute function refuse_change();
create trigger refund_history_no_truncate before truncate on refund_history execute function refuse_change();
