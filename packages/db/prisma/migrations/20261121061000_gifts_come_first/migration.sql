-- AlterTable
ALTER TABLE "money_exception" ADD COLUMN     "completed_fee_minor" BIGINT,
ADD COLUMN     "gave_way_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "moved_as" VARCHAR(10);

-- ---------------------------------------------------------------------------------------------------------------
-- A held charge gives way to the gift of its attempt, once: then the gift is the attempt's capture, and the held charge
-- lives on in its case with its refunds. Nothing else may take the place of captured money.

alter table money_exception
  add constraint money_exception_gave_way_is_held
    check (gave_way_at is null or (kind <> 'unknown_charge' and decision is distinct from 'accepted')),
  add constraint money_exception_completed_fee_fits
    check (completed_fee_minor is null
           or (gave_way_at is not null and completed_fee_minor >= 0 and completed_fee_minor <= amount_minor));
alter table refund
  add constraint refund_moved_to_its_case
    check (moved_as is null or (case_id is not null and moved_as in ('requested', 'accepted', 'confirmed', 'failed')));

create function money_exception_gave_way_once() returns trigger language plpgsql as $$
begin
  raise exception 'a charge gives way to a gift once, and stays so'
    using errcode = 'restrict_violation', constraint = 'money_exception_gave_way_once';
end $$;
create trigger money_exception_gave_way_once before update of gave_way_at, completed_fee_minor on money_exception
  for each row when (old.gave_way_at is not null
    and (old.gave_way_at, old.completed_fee_minor) is distinct from (new.gave_way_at, new.completed_fee_minor))
  execute function money_exception_gave_way_once();

create or replace function payment_facts_only_grow() returns trigger language plpgsql as $$
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
     (old.captured_at, old.captured_minor, old.captured_currency, old.provider_payment_id, old.held_as)
     and not (old.held_as is not null and old.accepted_at is null and new.captured_at is not null and new.held_as is null
              and new.provider_payment_id <> old.provider_payment_id
              and exists (select 1 from money_exception x
                          where x.payment_id = old.id and x.provider_payment_id = old.provider_payment_id
                            and x.gave_way_at is not null)) then
    raise exception 'captured money stays as it was captured'
      using errcode = 'restrict_violation', constraint = 'payment_facts_only_grow';
  end if;
  return new;
end $$;

-- What is known of a capture goes with it: how it was settled, and whether it came late.
drop trigger payment_is_settled_once on payment;
create trigger payment_is_settled_once before update on payment
  for each row when (old.settled_at is not null and old.provider_payment_id is not distinct from new.provider_payment_id)
  execute function payment_is_settled_once();
drop trigger payment_lateness_is_kept on payment;
create trigger payment_lateness_is_kept before update on payment
  for each row when (old.captured_at is not null and old.late_as is distinct from new.late_as
                     and old.provider_payment_id is not distinct from new.provider_payment_id)
  execute function payment_lateness_is_kept();

create or replace function refund_facts_only_grow() returns trigger language plpgsql as $$
begin
  if (new.id, new.request_key, new.provider, new.currency, new.amount_minor, new.gift_minor,
      new.tip_minor, new.fee_cover_minor, new.held_minor, new.kind, new.reason, new.requested_at)
     is distinct from
     (old.id, old.request_key, old.provider, old.currency, old.amount_minor, old.gift_minor,
      old.tip_minor, old.fee_cover_minor, old.held_minor, old.kind, old.reason, old.requested_at) then
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
drop trigger refund_case_is_kept on refund;
create trigger refund_case_is_kept before update of case_id, ordered_by on refund
  for each row when ((old.case_id is not null and old.case_id is distinct from new.case_id)
                     or old.ordered_by is distinct from new.ordered_by)
  execute function refund_case_is_kept();
