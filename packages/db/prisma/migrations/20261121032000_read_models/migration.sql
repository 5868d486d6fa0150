-- The figures of a campaign by bucket, who gave (donor), what became of their gifts (donation), and the statistics that
-- follow from them. All folded by consumers; nothing here is written while somebody gives.

-- AlterTable
ALTER TABLE "campaign_total" ADD COLUMN     "authorized_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "authorized_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "captured_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "captured_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "currency" CHAR(3),
ADD COLUMN     "donor_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failed_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failed_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "goal_minor" BIGINT,
ADD COLUMN     "pending_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pending_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "pledge_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "refunded_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "refunded_minor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "donor" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254),
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "donor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donation" (
    "pledge_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "gift_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "fee_cover_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,
    "left_minor" BIGINT NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "promised_at" TIMESTAMPTZ(6) NOT NULL,
    "captured_at" TIMESTAMPTZ(6),
    "refunded_at" TIMESTAMPTZ(6),

    CONSTRAINT "donation_pkey" PRIMARY KEY ("pledge_id")
);

-- CreateTable
CREATE TABLE "campaign_donor" (
    "campaign_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "gift_count" INTEGER NOT NULL,

    CONSTRAINT "campaign_donor_pkey" PRIMARY KEY ("campaign_id","donor_id")
);

-- CreateTable
CREATE TABLE "donor_statistics" (
    "donor_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "given_minor" BIGINT NOT NULL,
    "gift_count" INTEGER NOT NULL,
    "campaign_count" INTEGER NOT NULL,
    "first_gift_at" TIMESTAMPTZ(6) NOT NULL,
    "last_gift_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "donor_statistics_pkey" PRIMARY KEY ("donor_id","currency")
);

-- CreateTable
CREATE TABLE "platform_donors" (
    "currency" CHAR(3) NOT NULL,
    "donor_count" INTEGER NOT NULL,

    CONSTRAINT "platform_donors_pkey" PRIMARY KEY ("currency")
);

-- ---------------------------------------------------------------------------------------------------------------
-- What was folded before is kept: money as it was counted, split into captured and refunded by the same events.
update campaign_total t set currency = c.currency, goal_minor = c.goal_minor from campaign c where c.id = t.campaign_id;
with refunded as (
  select (o.data ->> 'campaignId')::uuid as campaign_id,
         sum(case when o.type = 'payment.refunded' then (o.data ->> 'giftMinor')::bigint
                  when (o.data ->> 'wasConfirmed')::boolean then -(o.data ->> 'giftMinor')::bigint
                  else 0 end) as minor,
         sum(case when o.type = 'payment.refunded' then (o.data ->> 'endsGift')::boolean::int
                  else -(o.data ->> 'revivesGift')::boolean::int end) as gifts
  from delivery d join outbox o on o.id = d.event_id
  where d.consumer = 'totals' and d.done_at is not null and o.type in ('payment.refunded', 'payment.refund_failed')
  group by 1
)
update campaign_total t
set refunded_minor = r.minor, refunded_count = r.gifts
from refunded r where r.campaign_id = t.campaign_id;
update campaign_total
set captured_minor = raised_minor + refunded_minor, captured_count = gift_count + refunded_count;
insert into campaign_total (campaign_id, currency, goal_minor, updated_at)
select id, currency, goal_minor, now() from campaign
on conflict (campaign_id) do nothing;

-- The rest is folded by the worker: past events go to the consumers that listen to them from now on.
insert into delivery (consumer, event_id, request_id, traceparent, created_at, next_try_at)
select listener.consumer, o.id, o.request_id, o.traceparent, now(), now()
from outbox o
join (values ('totals', '^pledge\.'), ('donations', '^pledge\.|^payment\.refund')) as listener(consumer, types)
  on o.type ~ listener.types
where o.relayed_at is not null
on conflict (consumer, event_id) do nothing;

ALTER TABLE "campaign_total" ALTER COLUMN "currency" SET NOT NULL,
ALTER COLUMN "goal_minor" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "donor_email_key" ON "donor"("email");

-- CreateIndex
CREATE INDEX "donation_donor_id_promised_at_pledge_id_idx" ON "donation"("donor_id", "promised_at" DESC, "pledge_id");

-- CreateIndex
CREATE INDEX "campaign_total_currency_raised_minor_campaign_id_idx" ON "campaign_total"("currency", "raised_minor" DESC, "campaign_id");

-- CreateIndex
CREATE INDEX "campaign_total_gift_count_campaign_id_idx" ON "campaign_total"("gift_count" DESC, "campaign_id");

-- AddForeignKey
ALTER TABLE "donation" ADD CONSTRAINT "donation_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation" ADD CONSTRAINT "donation_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation" ADD CONSTRAINT "donation_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_donor" ADD CONSTRAINT "campaign_donor_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_donor" ADD CONSTRAINT "campaign_donor_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_statistics" ADD CONSTRAINT "donor_statistics_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- What no fold can write, whatever the order of events. The buckets of what is not money yet may dip below zero until
-- the promise itself is heard of; money may not: its news waits for its turn instead.
alter table campaign_total
  add constraint campaign_total_raised_is_what_is_left check (raised_minor = captured_minor - refunded_minor),
  add constraint campaign_total_gifts_are_what_is_left check (gift_count = captured_count - refunded_count),
  add constraint campaign_total_money_counts_up
    check (raised_minor >= 0 and captured_count >= 0 and refunded_minor >= 0 and refunded_count >= 0),
  add constraint campaign_total_people_count_up check (donor_count >= 0 and pledge_count >= 0);
create index campaign_total_by_progress on campaign_total ((raised_minor::numeric / goal_minor) desc, campaign_id);

alter table donor add constraint donor_email_is_lower_case check (email = lower(email));
alter table donation
  add constraint donation_status_known
    check (status in ('pending', 'payment_initiated', 'completed', 'failed', 'refunded')),
  add constraint donation_total_is_the_sum check (total_minor = gift_minor + tip_minor + fee_cover_minor),
  add constraint donation_left_fits check (left_minor between 0 and gift_minor),
  add constraint donation_left_was_captured check (left_minor = 0 or captured_at is not null),
  add constraint donation_refunded_not_negative check (refunded_minor >= 0);
-- First and last gift of a donor are read from its two ends.
create index donation_standing on donation (donor_id, currency, captured_at) where left_minor > 0;

alter table campaign_donor add constraint campaign_donor_has_given check (gift_count > 0);
alter table donor_statistics
  add constraint donor_statistics_has_given check (given_minor > 0 and gift_count > 0 and campaign_count > 0),
  add constraint donor_statistics_in_order check (first_gift_at <= last_gift_at);
alter table platform_donors add constraint platform_donors_has_some check (donor_count > 0);
