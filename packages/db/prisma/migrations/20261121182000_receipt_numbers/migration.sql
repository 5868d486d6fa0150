-- Receipts by number: one for each captured gift, 1, 2, 3 … within its year, without a gap; and what happened to them
-- afterwards. Written by a consumer, never while somebody gives; no row is ever changed or deleted.

-- CreateTable
CREATE TABLE "receipt_year" (
    "year" SMALLINT NOT NULL,
    "last_serial" INTEGER NOT NULL,

    CONSTRAINT "receipt_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "receipt" (
    "pledge_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "year" SMALLINT NOT NULL,
    "serial" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "gift_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "fee_cover_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "donor_name" VARCHAR(120),
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "issued_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("pledge_id")
);

-- CreateTable
CREATE TABLE "receipt_correction" (
    "pledge_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "refund_id" UUID NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "left_minor" BIGINT NOT NULL,
    "issued_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "receipt_correction_pkey" PRIMARY KEY ("pledge_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "receipt_payment_id_key" ON "receipt"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_year_serial_key" ON "receipt"("year", "serial");

-- CreateIndex
CREATE INDEX "message_pledge_id_idx" ON "message"("pledge_id");

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_year_fkey" FOREIGN KEY ("year") REFERENCES "receipt_year"("year") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_correction" ADD CONSTRAINT "receipt_correction_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "receipt"("pledge_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_correction" ADD CONSTRAINT "receipt_correction_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
alter table receipt_year
  add constraint receipt_year_plausible check (year between 2000 and 2999),
  add constraint receipt_year_counts_up check (last_serial >= 0);
alter table receipt
  add constraint receipt_serial_positive check (serial > 0),
  add constraint receipt_gift_positive check (gift_minor > 0),
  add constraint receipt_parts_not_negative check (tip_minor >= 0 and fee_cover_minor >= 0),
  add constraint receipt_total_is_the_sum check (total_minor = gift_minor + tip_minor + fee_cover_minor);
alter table receipt_correction
  add constraint receipt_correction_seq_positive check (seq > 0),
  add constraint receipt_correction_kind_known check (kind in ('credit', 'void', 'reinstated')),
  add constraint receipt_correction_amount_positive check (amount_minor > 0),
  add constraint receipt_correction_leaves_something check (
    case kind when 'void' then left_minor = 0 when 'credit' then left_minor > 0 else left_minor >= amount_minor end);
-- A refund takes from a receipt once, and comes home once at most.
create unique index receipt_correction_once on receipt_correction (refund_id, (kind = 'reinstated'));

create trigger receipt_append_only before update or delete on receipt for each row execute function refuse_change();
create trigger receipt_no_truncate before truncate on receipt execute function refuse_change();
create trigger receipt_correction_append_only before update or delete on receipt_correction
  for each row execute function refuse_change();
create trigger receipt_correction_no_truncate before truncate on receipt_correction execute function refuse_change();
create trigger receipt_year_never_deleted before delete on receipt_year for each row execute function refuse_change();
create trigger receipt_year_no_truncate before truncate on receipt_year execute function refuse_change();

-- Judged at commit: a counter moves exactly as far as receipts were written, so no code path can leave a gap.
create function receipt_numbers_have_no_gap() returns trigger language plpgsql as $$
declare
  before integer := case tg_op when 'UPDATE' then old.last_serial else 0 end;
begin
  if new.last_serial < before or new.last_serial - before <>
     (select count(*) from receipt where year = new.year and serial > before and serial <= new.last_serial) then
    raise exception 'the receipts of % do not follow their counter (% to %)', new.year, before, new.last_serial
      using errcode = 'restrict_violation', constraint = 'receipt_numbers_have_no_gap';
  end if;
  return null;
end $$;
create constraint trigger receipt_numbers_have_no_gap after insert or update on receipt_year
  deferrable initially deferred for each row execute function receipt_numbers_have_no_gap();

create function receipt_number_was_given() returns trigger language plpgsql as $$
begin
  if new.serial > (select last_serial from receipt_year where year = new.year) then
    raise exception 'receipt % of % is beyond its counter', new.serial, new.year
      using errcode = 'restrict_violation', constraint = 'receipt_number_was_given';
  end if;
  return null;
end $$;
create constraint trigger receipt_number_was_given after insert on receipt
  deferrable initially deferred for each row execute function receipt_number_was_given();

-- Gifts from before have their numbers from the worker: past events go to the consumer that listens to them now.
insert into delivery (consumer, event_id, request_id, traceparent, created_at, next_try_at)
select 'receipt_numbers', id, request_id, traceparent, now(), now()
from outbox
where relayed_at is not null and type in ('payment.captured', 'payment.refunded', 'payment.refund_failed')
on conflict (consumer, event_id) do nothing;
