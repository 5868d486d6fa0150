-- The life of a campaign: every change of its status, what it reached once, and money that came after its end.

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "late_as" VARCHAR(20);

-- CreateTable
CREATE TABLE "campaign_status_history" (
    "campaign_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "from_status" VARCHAR(20) NOT NULL,
    "to_status" VARCHAR(20) NOT NULL,
    "cause" VARCHAR(40) NOT NULL,
    "request_id" VARCHAR(64),
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "campaign_status_history_pkey" PRIMARY KEY ("campaign_id","seq")
);

-- CreateTable
CREATE TABLE "campaign_milestone" (
    "campaign_id" UUID NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "campaign_milestone_pkey" PRIMARY KEY ("campaign_id","kind")
);

-- AddForeignKey
ALTER TABLE "campaign_status_history" ADD CONSTRAINT "campaign_status_history_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_milestone" ADD CONSTRAINT "campaign_milestone_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The worker looks for campaigns whose end has come; most have none or are over.
create index campaign_ending on campaign (ends_at) where status in ('active', 'closing');

alter table campaign_status_history
  add constraint campaign_status_history_from_known
    check (from_status in ('draft', 'active', 'closing', 'completed', 'expired', 'cancelled', 'archived')),
  add constraint campaign_status_history_to_known
    check (to_status in ('draft', 'active', 'closing', 'completed', 'expired', 'cancelled', 'archived')),
  add constraint campaign_status_history_moves check (from_status <> to_status);
create trigger campaign_status_history_append_only before update or delete on campaign_status_history
  for each row execute function refuse_change();
create trigger campaign_status_history_no_truncate before truncate on campaign_status_history
  execute function refuse_change();

alter table campaign_milestone add constraint campaign_milestone_kind_known check (kind in ('goal_reached'));
create trigger campaign_milestone_append_only before update or delete on campaign_milestone
  for each row execute function refuse_change();
create trigger campaign_milestone_no_truncate before truncate on campaign_milestone execute function refuse_change();

-- Late is a fact of the capture: it comes with it and stays.
alter table payment
  add constraint payment_late_as_known check (late_as in ('campaign_closed')),
  add constraint payment_late_when_captured check (late_as is null or rank = 40);
create function payment_lateness_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'whether captured money came late does not change'
    using errcode = 'restrict_violation', constraint = 'payment_lateness_is_kept';
end $$;
create trigger payment_lateness_is_kept before update of late_as on payment
  for each row when (old.captured_at is not null and old.late_as is distinct from new.late_as)
  execute function payment_lateness_is_kept();

-- Campaigns that reached their goal before anybody kept milestones are told of now, once.
with reached as (
  insert into campaign_milestone (campaign_id, kind, at)
  select t.campaign_id, 'goal_reached', now()
  from campaign_total t join campaign c on c.id = t.campaign_id
  where t.raised_minor >= c.goal_minor
  returning campaign_id, at
)
insert into outbox (id, type, version, subject_id, data, created_at)
select gen_random_uuid(), 'campaign.goal_reached', 1, r.campaign_id,
       jsonb_build_object('currency', c.currency, 'goalMinor', c.goal_minor::text,
                          'raisedMinor', t.raised_minor::text, 'giftCount', t.gift_count),
       r.at
from reached r join campaign c on c.id = r.campaign_id join campaign_total t on t.campaign_id = r.campaign_id;
