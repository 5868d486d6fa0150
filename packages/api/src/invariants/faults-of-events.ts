import { type Fault, of } from "./fault.ts";

const COPY_EVENT =
  "insert into outbox (id, type, version, subject_id, data, created_at) select gen_random_uuid(), type, version, subject_id, data, now() from outbox";

const totals: readonly Fault[] = [
  {
    named: ["I-06", "I-40"],
    what: "a total is off by one",
    plant: [
      `update campaign_total set raised_minor = raised_minor + 1, captured_minor = captured_minor + 1
       where gift_count > 1`,
    ],
  },
  {
    named: ["I-06"],
    what: "a gift is counted, but not marked as counted",
    plant: [
      `update delivery set done_at = null, created_at = now() where consumer = 'totals' and event_id = ${of("plain", "event")}`,
    ],
  },
  {
    named: ["I-39"],
    what: "a counted gift is not on the public list",
    plant: [`delete from public_gift where pledge_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-39"],
    what: "a promise is on the public list",
    plant: [
      `insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency, at)
       select id, gen_random_uuid(), campaign_id, is_anonymous, donor_name, gift_minor, currency, now()
       from pledge where id = ${of("open", "pledge")}`,
    ],
  },
];

const deliveries: readonly Fault[] = [
  {
    named: ["I-17"],
    what: "an event was never delivered to one of its listeners",
    plant: [
      `delete from message where event_id = ${of("plain", "event")}`,
      `delete from delivery where consumer = 'receipts' and event_id = ${of("plain", "event")}`,
    ],
  },
  {
    named: ["I-18"],
    what: "a delivery is of no event",
    plant: [
      "insert into delivery (consumer, event_id, created_at, next_try_at) values ('totals', gen_random_uuid(), now(), now())",
    ],
  },
  {
    named: ["I-18"],
    what: "an event was applied that nobody relayed",
    plant: [`update outbox set relayed_at = null, created_at = now() where id = ${of("plain", "event")}`],
  },
  {
    named: ["I-18"],
    what: "a delivery is both applied and given up",
    plant: [`update delivery set dead_at = now() where event_id = ${of("plain", "event")}`],
  },
];

/** A delivery to the address outside, as it stands while forwarding is switched on. */
const forwardedAs = (columns: string, values: string): string =>
  `insert into delivery (consumer, event_id, created_at, next_try_at, ${columns})
   select 'dispatch', id, now(), now() - interval '6 minutes', ${values} from outbox where id = ${of("plain", "event")}`;

const forwards: readonly Fault[] = [
  {
    named: ["I-80"],
    what: "an event is marked as forwarded that nobody sent",
    plant: [forwardedAs("attempts, done_at", "0, now()")],
  },
  {
    named: ["I-80"],
    what: "an event was given up before it was sent",
    plant: [forwardedAs("attempts, dead_at", "0, now()")],
  },
  {
    named: ["I-81"],
    what: "nobody sends what is due to be forwarded",
    plant: [forwardedAs("attempts", "0")],
  },
];

const announcements: readonly Fault[] = [
  {
    named: ["I-19"],
    what: "a gift is announced twice",
    plant: [`${COPY_EVENT} where id = ${of("plain", "event")}`],
  },
  {
    named: ["I-19", "I-06"],
    what: "a gift is announced with another amount",
    plant: [`update outbox set data = data || '{"giftMinor": "1"}' where id = ${of("plain", "event")}`],
  },
  {
    named: ["I-19"],
    what: "held money is announced as a gift",
    plant: [`update outbox set subject_id = ${of("risky")} where id = ${of("plain", "event")}`],
  },
  {
    named: ["I-34"],
    what: "held money is not announced",
    plant: [`delete from outbox where id = ${of("risky", "event")}`],
  },
  {
    named: ["I-34"],
    what: "held money is announced twice",
    plant: [`${COPY_EVENT} where id = ${of("risky", "event")}`],
  },
  {
    named: ["I-35"],
    what: "the end of an attempt is not announced",
    plant: [`delete from outbox where type = 'payment.failed' and subject_id = ${of("ended")}`],
  },
  {
    named: ["I-35"],
    what: "the end of an attempt is announced twice",
    plant: [`${COPY_EVENT} where type = 'payment.failed' and subject_id = ${of("ended")}`],
  },
  {
    named: ["I-35"],
    what: "an attempt is not announced",
    plant: [`delete from outbox where type = 'payment.initiated' and subject_id = ${of("open")}`],
  },
  {
    named: ["I-35"],
    what: "an opened page is not announced",
    plant: [`delete from outbox where type = 'payment.pending' and subject_id = ${of("open")}`],
  },
  {
    named: ["I-45", "I-06", "I-18"],
    what: "a step of a promise is not announced",
    plant: [`delete from outbox where type = 'pledge.completed' and subject_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-45"],
    what: "a step of a promise is announced twice",
    plant: [`${COPY_EVENT} where type = 'pledge.failed' and subject_id = ${of("ended", "pledge")}`],
  },
  {
    named: ["I-45"],
    what: "a promise whose money waits for staff is told as failed, because a later attempt failed",
    plant: [`${COPY_EVENT} where type = 'pledge.failed' and subject_id = ${of("waiting", "pledge")}`],
  },
  {
    named: ["I-45", "I-06"],
    what: "a step of a promise names another bucket",
    plant: [
      `update outbox set data = data || '{"toBucket": "failed"}'
       where type = 'pledge.completed' and subject_id = ${of("plain", "pledge")}`,
    ],
  },
  {
    named: ["I-36", "I-45", "I-06", "I-18"],
    what: "a promise is not announced",
    plant: [`delete from outbox where type = 'pledge.created' and subject_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-36"],
    what: "a promise is announced with another amount",
    plant: [
      `update outbox set data = data || '{"totalMinor": "1"}'
       where type = 'pledge.created' and subject_id = ${of("plain", "pledge")}`,
    ],
  },
];

const lags: readonly Fault[] = [
  {
    named: ["I-16", "I-18"],
    what: "an event waits for its relay",
    plant: [
      `update outbox set relayed_at = null, created_at = now() - interval '61 seconds'
       where type = 'pledge.created' and subject_id = ${of("plain", "pledge")}`,
    ],
  },
  {
    named: ["I-41"],
    what: "an event waits for one of its listeners",
    plant: [
      `delete from message where event_id = ${of("plain", "event")}`,
      `update delivery set done_at = null, created_at = now() - interval '61 seconds'
       where consumer = 'receipts' and event_id = ${of("plain", "event")}`,
    ],
  },
  {
    named: ["I-40"],
    what: "a gift is not counted yet",
    plant: [
      `update delivery set done_at = null, created_at = now() where consumer = 'totals' and event_id = ${of("plain", "event")}`,
      `update campaign_total t set gift_count = gift_count - 1, raised_minor = raised_minor - g.gift_minor,
         captured_count = captured_count - 1, captured_minor = captured_minor - g.gift_minor
       from pledge g where g.id = ${of("plain", "pledge")} and t.campaign_id = g.campaign_id`,
    ],
  },
  {
    named: ["I-32"],
    what: "a job is held by a pool that never gave a sign of life",
    plant: [
      "update graphile_worker._private_jobs set locked_by = 'pool-gone', locked_at = now() - interval '61 seconds'",
    ],
  },
  {
    named: ["I-32"],
    what: "a job is held by a pool that has fallen silent",
    plant: [
      "insert into worker_heartbeat (pool_id, started_at, seen_at) values ('pool-still', now(), now() - interval '61 seconds')",
      "update graphile_worker._private_jobs set locked_by = 'pool-still', locked_at = now() - interval '61 seconds'",
    ],
  },
];

/** Faults in what was announced, delivered and counted. */
export const FAULTS_OF_EVENTS: readonly Fault[] = [
  ...totals,
  ...deliveries,
  ...forwards,
  ...announcements,
  ...lags,
];
