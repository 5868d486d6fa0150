import { type Fault, of } from "./fault.ts";

const APPEND_STEP =
  "insert into payment_history (payment_id, seq, from_status, to_status, to_rank, cause, at)";
const NEXT_SEQ = "(select max(seq) from payment_history where payment_id = p.id)";

const histories: readonly Fault[] = [
  {
    named: ["I-12"],
    what: "a captured attempt goes back",
    plant: [
      `${APPEND_STEP} select p.id, ${NEXT_SEQ} + 1, 'captured', 'authorized', 20, 'test', now() from payment p where id = ${of("plain")}`,
      `${APPEND_STEP} select p.id, ${NEXT_SEQ} + 1, 'authorized', 'captured', 40, 'test', now() from payment p where id = ${of("plain")}`,
    ],
  },
  {
    named: ["I-12"],
    what: "a weaker reason takes the place of a stronger one",
    plant: [
      `${APPEND_STEP} select p.id, ${NEXT_SEQ} + 1, 'failed', 'expired', 30, 'test', now() from payment p where id = ${of("ended")}`,
      `update payment set end_reason = 'expired' where id = ${of("ended")}`,
    ],
  },
  {
    named: ["I-12"],
    what: "a step carries the rank of another",
    plant: [
      `update payment_history set to_rank = 20 where payment_id = ${of("plain")} and to_status = 'pending'`,
    ],
  },
  {
    named: ["I-13"],
    what: "a step is missing in the middle",
    plant: [`delete from payment_history where payment_id = ${of("plain")} and to_status = 'authorized'`],
  },
  {
    named: ["I-13"],
    what: "the last step is missing",
    plant: [`delete from payment_history where payment_id = ${of("lateSuccess")} and to_status = 'captured'`],
  },
  {
    named: ["I-13"],
    what: "a step does not begin where the one before ended",
    plant: [
      `update payment_history set from_status = 'created' where payment_id = ${of("plain")} and to_status = 'captured'`,
    ],
  },
  {
    named: ["I-13", "I-35"],
    what: "an attempt has no history at all",
    plant: [`delete from payment_history where payment_id = ${of("anonymous")}`],
  },
];

const keys: readonly Fault[] = [
  {
    named: ["I-21", "I-22"],
    what: "one key made two pledges",
    plant: [
      "drop index pledge_key_scope_key_key",
      `update pledge set key = (select key from pledge where id = ${of("plain", "pledge")}) where id = ${of("open", "pledge")}`,
    ],
  },
  {
    named: ["I-22"],
    what: "a finished key has no answer",
    plant: [
      "alter table idempotency_key drop constraint idempotency_key_answered_when_finished",
      `update idempotency_key set response = null where key = (select key from pledge where id = ${of("plain", "pledge")})`,
    ],
  },
  {
    named: ["I-22"],
    what: "a key answers with somebody else's gift",
    plant: [
      `update idempotency_key set response = (select response from idempotency_key k join pledge g on g.key = k.key
         where g.id = ${of("open", "pledge")})
       where key = (select key from pledge where id = ${of("plain", "pledge")})`,
    ],
  },
  {
    named: ["I-22"],
    what: "a key answers for a pledge that does not exist",
    plant: ["update idempotency_key set key = 'moved' where key like 'a key that comes twice%'"],
  },
  {
    named: ["I-23"],
    what: "a key waits for its answer",
    plant: [
      `insert into idempotency_key (scope, key, request_hash, created_at)
       values ('rest:pledge.create', 'stuck', repeat('0', 64), now() - interval '61 seconds')`,
    ],
  },
];

const people: readonly Fault[] = [
  {
    named: ["I-29"],
    what: "an anonymous donor's name is public",
    plant: [
      "alter table public_gift drop constraint public_gift_anonymous_has_no_name",
      `update public_gift set display_name = 'Salma Khatun' where pledge_id = ${of("anonymous", "pledge")}`,
    ],
  },
  {
    named: ["I-29"],
    what: "an anonymous gift has become a named one",
    plant: [
      `update public_gift set is_anonymous = false, display_name = 'Salma Khatun' where pledge_id = ${of("anonymous", "pledge")}`,
    ],
  },
  {
    named: ["I-29"],
    what: "a public gift shows another amount",
    plant: [
      `update public_gift set amount_minor = amount_minor + 1 where pledge_id = ${of("plain", "pledge")}`,
    ],
  },
  {
    named: ["I-29"],
    what: "a public gift carries words that its donor did not write",
    plant: [`update public_gift set message = 'Buy now' where pledge_id = ${of("plain", "pledge")}`],
  },
  {
    named: ["I-31"],
    what: "a gift whose receipt was prepared has none",
    plant: [`delete from message where event_id = ${of("plain", "event")}`],
  },
  {
    named: ["I-31"],
    what: "a gift has two receipts",
    plant: [
      `insert into message (id, event_id, channel, template, recipient, locale, pledge_id, state, message_id, created_at)
       select gen_random_uuid(), event_id, channel, template, 'other@example.org', locale, pledge_id, state, 'second', now()
       from message where event_id = ${of("plain", "event")}`,
    ],
  },
  {
    named: ["I-31"],
    what: "held money has a receipt",
    plant: [
      `insert into message (id, event_id, channel, template, recipient, locale, pledge_id, state, message_id, created_at)
       values (gen_random_uuid(), ${of("risky", "event")}, 'email', 'receipt', 'salma@example.org', 'en',
               ${of("risky", "pledge")}, 'queued', 'untrue', now())`,
    ],
  },
  {
    named: ["I-42"],
    what: "a receipt waits to be sent",
    plant: [
      `update message set created_at = now() - interval '301 seconds' where event_id = ${of("plain", "event")}`,
    ],
  },
];

const notices: readonly Fault[] = [
  {
    named: ["I-20"],
    what: "a notification waits to be read",
    plant: [
      "update inbox set received_at = now() - interval '301 seconds' where processed_at is null and verdict = 'accepted'",
    ],
  },
  {
    named: ["I-38"],
    what: "a notification waits for no time",
    plant: ["update inbox set next_try_at = null where processed_at is null and verdict = 'accepted'"],
  },
  {
    named: ["I-38"],
    what: "a notification is both processed and given up",
    plant: ["update inbox set dead_at = now() where outcome = 'moved'"],
  },
  {
    named: ["I-38"],
    what: "a forgery was acted on",
    plant: [
      "alter table inbox drop constraint inbox_rejected_has_no_effect",
      "update inbox set processed_at = now(), outcome = 'moved' where verdict = 'rejected'",
    ],
  },
];

const DEAD_JOB =
  "insert into dead_letter (id, source, source_id, error, attempts, payload, at, task, max_attempts, replayed_at)";
const REPLAY = "insert into dead_letter_replay (id, source, source_id, who, reason, attempts, dead_at, at)";

const replays: readonly Fault[] = [
  {
    named: ["I-65"],
    what: "a dead job is closed and nobody played it again",
    plant: [
      `${DEAD_JOB} values (gen_random_uuid(), 'job', '1', 'a bug', 18, '{}', now(), 'message/send', 18, now())`,
    ],
  },
  {
    named: ["I-65", "I-101"],
    what: "a dead job was played again and is still open",
    plant: [
      `${DEAD_JOB} values (gen_random_uuid(), 'job', '1', 'a bug', 18, '{}', now(), 'message/send', 18, null)`,
      `${REPLAY} values (gen_random_uuid(), 'job', '1', 'rina', 'mended', 18, now(), now())`,
    ],
  },
  {
    named: ["I-65", "I-101"],
    what: "a replay is of a job that never died",
    plant: [`${REPLAY} values (gen_random_uuid(), 'job', '1', 'rina', 'mended', 18, now(), now())`],
  },
];

/** Faults in histories, idempotency keys, replays, notifications and what people see. */
export const FAULTS_OF_RECORDS: readonly Fault[] = [...histories, ...keys, ...people, ...notices, ...replays];
