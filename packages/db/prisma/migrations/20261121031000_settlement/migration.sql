-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "provider_fee_minor" BIGINT,
ADD COLUMN     "settled_at" TIMESTAMPTZ(6),
ADD COLUMN     "settled_on" DATE;

-- AlterTable
ALTER TABLE "pledge" ADD COLUMN     "platform_fee_minor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "fee_bearer" VARCHAR(10) NOT NULL DEFAULT 'platform',
ADD COLUMN     "lost_fee_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "platform_fee_minor" BIGINT NOT NULL DEFAULT 0;

-- ---------------------------------------------------------------------------------------------------------------
-- What no code path can do: keep more than a gift, believe a fee beyond what was captured, settle twice.

alter table pledge add constraint pledge_platform_fee_is_of_the_gift
  check (platform_fee_minor >= 0 and platform_fee_minor <= gift_minor);

alter table payment
  add constraint payment_provider_fee_fits
    check (provider_fee_minor is null
           or (captured_minor is not null and provider_fee_minor >= 0 and provider_fee_minor <= captured_minor)),
  add constraint payment_settled_as_a_whole
    check ((settled_at is null or (captured_at is not null and provider_fee_minor is not null))
           and (settled_on is null or settled_at is not null));

alter table refund
  add constraint refund_platform_fee_is_of_the_gift
    check (platform_fee_minor >= 0 and platform_fee_minor <= gift_minor),
  add constraint refund_fee_bearer_known check (fee_bearer in ('platform', 'campaign')),
  add constraint refund_lost_fee_fits check (lost_fee_minor >= 0 and lost_fee_minor <= amount_minor),
  add constraint refund_of_held_money_costs_no_campaign check (held_minor = 0 or fee_bearer = 'platform');

-- The accounts of payouts and disputes say whose they are.
alter table ledger_entry
  drop constraint ledger_entry_names_campaign,
  drop constraint ledger_entry_names_provider,
  add constraint ledger_entry_names_campaign
    check (account not in ('campaign_payable', 'payout_clearing', 'receivable') or campaign_id is not null),
  add constraint ledger_entry_names_provider check (
    account not in ('provider_clearing', 'provider_fee', 'refund_clearing', 'dispute_hold') or provider is not null);

-- What was promised does not change; a fulfilled pledge stays fulfilled by the same attempt.
create or replace function pledge_is_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.token, new.key_scope, new.key, new.campaign_id, new.currency, new.gift_minor, new.tip_minor,
      new.fee_cover_minor, new.total_minor, new.platform_fee_minor, new.created_at)
     is distinct from
     (old.id, old.token, old.key_scope, old.key, old.campaign_id, old.currency, old.gift_minor, old.tip_minor,
      old.fee_cover_minor, old.total_minor, old.platform_fee_minor, old.created_at) then
    raise exception 'a pledge keeps its terms' using errcode = 'restrict_violation', constraint = 'pledge_is_kept';
  end if;
  if old.fulfilled_by is not null and new.fulfilled_by is distinct from old.fulfilled_by then
    raise exception 'a pledge is fulfilled once' using errcode = 'restrict_violation', constraint = 'pledge_is_kept';
  end if;
  return new;
end $$;

create function payment_is_settled_once() returns trigger language plpgsql as $$
begin
  if (new.settled_at, new.settled_on, new.provider_fee_minor)
     is distinct from (old.settled_at, old.settled_on, old.provider_fee_minor) then
    raise exception 'a settled payment stays as it was settled'
      using errcode = 'restrict_violation', constraint = 'payment_is_settled_once';
  end if;
  return new;
end $$;
create trigger payment_is_settled_once before update on payment
  for each row when (old.settled_at is not null) execute function payment_is_settled_once();

create function refund_keeps_its_fees() returns trigger language plpgsql as $$
begin
  if (new.platform_fee_minor, new.fee_bearer, new.lost_fee_minor)
     is distinct from (old.platform_fee_minor, old.fee_bearer, old.lost_fee_minor) then
    raise exception 'a refund keeps who bears which fee'
      using errcode = 'restrict_violation', constraint = 'refund_keeps_its_fees';
  end if;
  return new;
end $$;
create trigger refund_keeps_its_fees before update on refund
  for each row execute function refund_keeps_its_fees();
