-- AlterTable
ALTER TABLE "money_exception" ADD COLUMN     "amount_minor" BIGINT,
ADD COLUMN     "bank_reference" VARCHAR(100),
ADD COLUMN     "currency" CHAR(3),
ADD COLUMN     "decided_by" VARCHAR(100),
ADD COLUMN     "decided_reason" VARCHAR(300),
ADD COLUMN     "decision" VARCHAR(20),
ADD COLUMN     "provider" VARCHAR(20),
ADD COLUMN     "provider_payment_id" VARCHAR(140),
ADD COLUMN     "refund_reserved_minor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "accepted_at" TIMESTAMPTZ(6),
ADD COLUMN     "authorized_at" TIMESTAMPTZ(6),
ADD COLUMN     "needs_review_at" TIMESTAMPTZ(6),
ADD COLUMN     "needs_review_word" VARCHAR(60);

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "case_id" UUID,
ADD COLUMN     "ordered_by" VARCHAR(100),
ALTER COLUMN "payment_id" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "refund_case_id_request_key_key" ON "refund"("case_id", "request_key");

-- What older cases hold is in their postings. Their banks' references were kept for an attempt's own capture only.
update money_exception x
set provider = e.provider, provider_payment_id = substr(l.reference, length(e.provider) + 2), currency = e.currency,
    amount_minor = e.amount_minor,
    bank_reference = (select p.bank_reference from payment p
                      where p.id = l.payment_id and l.reference = p.provider || ':' || p.provider_payment_id),
    decision = case when x.resolved_at is not null then 'refunded' end
from ledger_posting l
join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
where l.id = x.posting_id;

-- AlterTable
ALTER TABLE "money_exception" ALTER COLUMN "amount_minor" SET NOT NULL,
ALTER COLUMN "currency" SET NOT NULL,
ALTER COLUMN "provider" SET NOT NULL,
ALTER COLUMN "provider_payment_id" SET NOT NULL;

-- AddForeignKey
ALTER TABLE "money_exception" ADD CONSTRAINT "money_exception_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "money_exception"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- What no code path can do: unlearn an authorisation, decide a case twice, or give back more of it than there is.

-- Attempts whose history says that they were authorised were captured in the same moment: that is no fact of its own.
alter table payment
  add constraint payment_authorized_as_a_whole
    check ((rank <> 20 or authorized_at is not null) and (authorized_at is null or rank >= 20)),
  add constraint payment_review_as_a_whole
    check ((needs_review_at is null) = (needs_review_word is null) and (needs_review_at is null or rank < 40)),
  add constraint payment_accepted_was_held
    check (accepted_at is null or (held_as is not null and held_as in ('risk_hold', 'amount_mismatch')));
create index payment_waits_for_review on payment (needs_review_at, id) where needs_review_at is not null;

create function payment_late_facts_are_kept() returns trigger language plpgsql as $$
begin
  if (old.authorized_at is not null and new.authorized_at is distinct from old.authorized_at)
     or (old.accepted_at is not null and new.accepted_at is distinct from old.accepted_at) then
    raise exception 'what became of a payment stays known'
      using errcode = 'restrict_violation', constraint = 'payment_late_facts_are_kept';
  end if;
  return new;
end $$;
create trigger payment_late_facts_are_kept before update on payment
  for each row execute function payment_late_facts_are_kept();

alter table money_exception
  add constraint money_exception_positive check (amount_minor > 0),
  add constraint money_exception_refunds_fit
    check (refund_reserved_minor >= 0 and refund_reserved_minor <= amount_minor),
  add constraint money_exception_decision_known check (decision in ('accepted', 'refunded')),
  add constraint money_exception_decided_as_a_whole check ((resolved_at is null) = (decision is null)),
  add constraint money_exception_accepted_says_why check (
    decision is distinct from 'accepted'
    or (decided_by is not null and length(trim(decided_by)) > 0
        and decided_reason is not null and length(trim(decided_reason)) > 0)),
  add constraint money_exception_accepted_keeps_all check (decision is distinct from 'accepted' or refund_reserved_minor = 0);
create index money_exception_open on money_exception (opened_at, id) where resolved_at is null;

create function money_exception_is_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.payment_id, new.posting_id, new.provider, new.provider_payment_id, new.currency,
      new.amount_minor, new.opened_at)
     is distinct from
     (old.id, old.kind, old.payment_id, old.posting_id, old.provider, old.provider_payment_id, old.currency,
      old.amount_minor, old.opened_at)
     or (old.decision = 'accepted'
         and (new.decision, new.resolved_at, new.decided_by, new.decided_reason)
             is distinct from (old.decision, old.resolved_at, old.decided_by, old.decided_reason)) then
    raise exception 'a case keeps its money, and is accepted once'
      using errcode = 'restrict_violation', constraint = 'money_exception_is_kept';
  end if;
  return new;
end $$;
create trigger money_exception_is_kept before update on money_exception
  for each row execute function money_exception_is_kept();
create trigger money_exception_never_deleted before delete on money_exception
  for each row execute function refuse_change();

alter table refund
  add constraint refund_of_payment_or_case check (num_nonnulls(payment_id, case_id) = 1),
  add constraint refund_of_case_is_held check (case_id is null or held_minor = amount_minor);
create function refund_case_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a refund keeps its case'
    using errcode = 'restrict_violation', constraint = 'refund_case_is_kept';
end $$;
create trigger refund_case_is_kept before update of case_id, ordered_by on refund
  for each row when ((old.case_id, old.ordered_by) is distinct from (new.case_id, new.ordered_by))
  execute function refund_case_is_kept();
