import { type Fault, of } from "./fault.ts";

const CLOSING = `(select campaign_id from pledge where id = ${of("late", "pledge")})`;
const REACHED = `(select campaign_id from pledge where id = ${of("reaching", "pledge")})`;

/** Faults in the lives of campaigns. */
export const FAULTS_OF_CAMPAIGNS: readonly Fault[] = [
  {
    named: ["I-60"],
    what: "a campaign has a status that no step led to",
    plant: [`update campaign set status = 'expired' where id = ${CLOSING}`],
  },
  {
    named: ["I-60"],
    what: "the first step of a campaign's life is missing",
    plant: [`update campaign_status_history set seq = 2 where campaign_id = ${CLOSING}`],
  },
  {
    named: ["I-60"],
    what: "a step of a campaign's life does not begin where the one before ended",
    plant: [
      `insert into campaign_status_history (campaign_id, seq, from_status, to_status, cause, at)
       values (${CLOSING}, 2, 'draft', 'archived', 'test', now())`,
      `update campaign set status = 'archived' where id = ${CLOSING}`,
    ],
  },
  {
    named: ["I-46", "I-18"],
    what: "a campaign was never announced",
    plant: [`delete from outbox where type = 'campaign.created' and subject_id = ${CLOSING}`],
  },
  {
    named: ["I-46"],
    what: "a campaign became public twice",
    plant: [
      `insert into outbox (id, type, version, subject_id, data, created_at)
       select gen_random_uuid(), type, version, subject_id, data, now() from outbox
       where type = 'campaign.activated' and subject_id = ${REACHED}`,
    ],
  },
  {
    named: ["I-61"],
    what: "the closing of a campaign is not announced",
    plant: [`delete from outbox where type = 'campaign.closing' and subject_id = ${CLOSING}`],
  },
  {
    named: ["I-61"],
    what: "a reached goal is announced twice",
    plant: [
      `insert into outbox (id, type, version, subject_id, data, created_at)
       select gen_random_uuid(), type, version, subject_id, data, now() from outbox
       where type = 'campaign.goal_reached' and subject_id = ${REACHED}`,
    ],
  },
  {
    named: ["I-62"],
    what: "nobody noticed that a goal was reached",
    plant: [
      `delete from campaign_milestone where campaign_id = ${REACHED}`,
      `delete from outbox where type = 'campaign.goal_reached' and subject_id = ${REACHED}`,
    ],
  },
  {
    named: ["I-63"],
    what: "late money is not marked",
    plant: [`update payment set late_as = null where id = ${of("late")}`],
  },
  {
    named: ["I-64"],
    what: "a campaign is active after its end",
    plant: ["update campaign set ends_at = now() - interval '61 seconds' where currency = 'XOF'"],
  },
  {
    named: ["I-64"],
    what: "a campaign is closing for ever",
    plant: [`update campaign set ends_at = now() - interval '48 hours 61 seconds' where id = ${CLOSING}`],
  },
];
