import { type Fault, of } from "./fault.ts";

const DONOR = `(select donor_id from donation where pledge_id = ${of("plain", "pledge")})`;
const CAMPAIGN = `(select campaign_id from pledge where id = ${of("plain", "pledge")})`;

const figures: readonly Fault[] = [
  {
    named: ["I-55", "I-06", "I-40"],
    what: "more is raised than is left",
    plant: [
      "alter table campaign_total drop constraint campaign_total_raised_is_what_is_left",
      `update campaign_total set captured_minor = captured_minor + 1, raised_minor = raised_minor + 2
       where campaign_id = ${CAMPAIGN}`,
    ],
  },
  {
    named: ["I-06", "I-56"],
    what: "a promise is counted twice",
    plant: [
      `update campaign_total set pending_minor = pending_minor + 50000, pending_count = pending_count + 1
       where campaign_id = ${CAMPAIGN}`,
    ],
  },
  {
    named: ["I-56"],
    what: "a promise is still in the bucket that it left",
    plant: [
      `update delivery set done_at = null, created_at = now()
       where consumer = 'totals' and event_id = (select id from outbox where type = 'pledge.completed'
                                                 and subject_id = ${of("plain", "pledge")})`,
      `update campaign_total t set pending_minor = pending_minor + g.gift_minor, pending_count = pending_count + 1
       from pledge g where g.id = ${of("plain", "pledge")} and t.campaign_id = g.campaign_id`,
    ],
  },
  {
    named: ["I-73"],
    what: "a campaign's figures are in another currency",
    plant: [`update campaign_total set currency = 'EUR' where campaign_id = ${CAMPAIGN}`],
  },
];

const people: readonly Fault[] = [
  {
    named: ["I-57"],
    what: "a campaign counts a donor too many",
    plant: [`update campaign_total set donor_count = donor_count + 1 where campaign_id = ${CAMPAIGN}`],
  },
  {
    named: ["I-57"],
    what: "a campaign has forgotten a donor",
    plant: [`delete from campaign_donor where campaign_id = ${CAMPAIGN} and donor_id = ${DONOR}`],
  },
  {
    named: ["I-57"],
    what: "somebody whose gift went back is still a donor",
    plant: [
      "insert into donor (id, email, created_at) values ('00000000-0000-7000-8000-00000000000d', null, now())",
      `insert into campaign_donor values (${CAMPAIGN}, '00000000-0000-7000-8000-00000000000d', 1)`,
    ],
  },
  {
    named: ["I-71"],
    what: "the platform counts a donor too many",
    plant: ["update platform_donors set donor_count = donor_count + 1 where currency = 'BDT'"],
  },
  {
    named: ["I-72", "I-57", "I-70"],
    what: "a gift is in somebody else's history",
    plant: [
      `insert into donor (id, email, created_at)
       values ('00000000-0000-7000-8000-00000000000d', 'other@example.org', now())`,
      `update donation set donor_id = '00000000-0000-7000-8000-00000000000d'
       where pledge_id = ${of("plain", "pledge")}`,
    ],
  },
];

const history: readonly Fault[] = [
  {
    named: ["I-58"],
    what: "the history calls a gift failed",
    plant: [`update donation set status = 'failed' where pledge_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-58"],
    what: "the history calls a promise failed whose money waits for staff",
    plant: [`update donation set status = 'failed' where pledge_id = ${of("waiting", "pledge")}`],
  },
  {
    named: ["I-58"],
    what: "the history does not show what a donor has back",
    plant: [`update donation set refunded_minor = 0 where pledge_id = ${of("partlyRefunded", "pledge")}`],
  },
  {
    named: ["I-59"],
    what: "a promise is not in the history",
    plant: [`delete from donation where pledge_id = ${of("open", "pledge")}`],
  },
  {
    named: ["I-59", "I-17"],
    what: "a promise is in the history that nobody told of",
    plant: [
      `delete from delivery d using outbox o
       where o.id = d.event_id and d.consumer = 'donations' and o.subject_id = ${of("open", "pledge")}`,
    ],
  },
  {
    named: ["I-70"],
    what: "a donor's statistics are off by one",
    plant: [
      `update donor_statistics set given_minor = given_minor + 1 where donor_id = ${DONOR} and currency = 'BDT'`,
    ],
  },
  {
    named: ["I-70"],
    what: "a donor's first gift is said to be another",
    plant: [
      `update donor_statistics set first_gift_at = first_gift_at - interval '1 day'
       where donor_id = ${DONOR} and currency = 'BDT'`,
    ],
  },
];

/** Faults in what is known about donors and in the figures beside the money. */
export const FAULTS_OF_DONORS: readonly Fault[] = [...figures, ...people, ...history];
