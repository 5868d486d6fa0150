import type { Fault } from "./fault.ts";

const ERASED_PLEDGE =
  "(select id from pledge where donor_email like '%@erased.invalid' and fulfilled_by is null)";
const CLOSED = "(select id from user_account where email like '%@erased.invalid')";

/** Faults in what is forgotten, and in letters to guests. */
export const FAULTS_OF_GUESTS: readonly Fault[] = [
  {
    named: ["I-120"],
    what: "a gift of somebody who was erased has a name",
    plant: [`update pledge set donor_name = 'Salma Khatun' where id = ${ERASED_PLEDGE}`],
  },
  {
    named: ["I-120"],
    what: "a message about an erased gift still has its address",
    plant: [
      `insert into message (id, event_id, channel, template, recipient, locale, pledge_id, state, message_id, created_at)
       select gen_random_uuid(), id, 'email', 'thanks', 'forgets@example.org', 'en', ${ERASED_PLEDGE}, 'suppressed', '<x@y>', now()
       from outbox limit 1`,
    ],
  },
  {
    named: ["I-120"],
    what: "somebody is signed in to an account that was erased",
    plant: [
      `insert into user_session (id, user_id, created_at, last_seen_at) values (gen_random_uuid(), ${CLOSED}, now(), now())`,
    ],
  },
  {
    named: ["I-121"],
    what: "an erased gift has no record",
    plant: [
      `update pledge set donor_email = gen_random_uuid() || '@erased.invalid', donor_name = null, message = null
       where id = (select id from pledge where donor_email = 'looks@example.org' limit 1)`,
    ],
  },
  {
    named: ["I-121", "I-128"],
    what: "a record of an erasure speaks of more gifts than there are",
    plant: [
      `insert into erasure (id, kind, user_id, address_hash, gifts, cause, at)
       values (gen_random_uuid(), 'guest', null, repeat('a', 64), 2, 'link', now())`,
    ],
  },
  {
    named: ["I-128", "I-100"],
    what: "somebody was erased and nobody answers for it",
    plant: [`delete from audit_entry where action = 'guest.erase'`],
  },
  {
    named: ["I-122"],
    what: "a donor looks for a gift and no letter was prepared",
    plant: [`delete from message where template = 'find_gifts' and recipient = 'looks@example.org'`],
  },
];
