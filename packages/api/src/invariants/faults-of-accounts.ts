import type { Fault } from "./fault.ts";

const MOVED = "(select id from user_account where email = 'moved@example.org')";
const FIRST = "(select id from user_account where email = 'first@example.org')";

/** Faults in accounts: who is let in, and by which link. */
export const FAULTS_OF_ACCOUNTS: readonly Fault[] = [
  {
    named: ["I-83"],
    what: "a session from before a reset is still open",
    plant: [
      `insert into user_session (id, user_id, created_at, last_seen_at)
       values (gen_random_uuid(), ${FIRST}, now() - interval '1 hour', now())`,
    ],
  },
  {
    named: ["I-84"],
    what: "two links of one kind are good for one person",
    plant: [
      `insert into user_token (id, purpose, email, user_id, locale, requested_at, token_hash, expires_at)
       select gen_random_uuid(), 'reset_password', 'moved@example.org', ${MOVED}, 'en', now(), repeat(digit, 64),
              now() + interval '10 minutes'
       from unnest(array['a', 'b']) as digit`,
    ],
  },
  {
    named: ["I-85"],
    what: "somebody asked for a link and no mail was prepared",
    plant: [
      `delete from message where template = 'verify_email' and recipient = 'never-confirmed@example.org'`,
    ],
  },
];
