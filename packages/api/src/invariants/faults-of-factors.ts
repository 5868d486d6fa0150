import type { Fault } from "./fault.ts";

const KEEPER = "(select id from user_account where email = 'keeps-the-app@example.org')";
const LEAVER = "(select id from user_account where email = 'leaves-the-app@example.org')";

/** Faults in second factors: who is let in without one, or by one that is worthless. */
export const FAULTS_OF_FACTORS: readonly Fault[] = [
  {
    named: ["I-110"],
    what: "a session was opened round the second step",
    plant: [
      `insert into user_session (id, user_id, created_at, last_seen_at)
       values (gen_random_uuid(), ${KEEPER}, now(), now())`,
    ],
  },
  {
    named: ["I-111"],
    what: "a recovery code outlived the app",
    plant: [
      `insert into user_recovery_code (id, user_id, code_hash, made_at)
       values (gen_random_uuid(), ${LEAVER}, repeat('a', 64), now())`,
    ],
  },
  {
    named: ["I-111"],
    what: "a code from before the renewal is still good",
    plant: [
      `insert into user_recovery_code (id, user_id, code_hash, made_at)
       values (gen_random_uuid(), ${KEEPER}, repeat('b', 64), now() - interval '1 day')`,
    ],
  },
  {
    named: ["I-112"],
    what: "one recovery code opened two sessions",
    plant: [
      `insert into user_session (id, user_id, created_at, last_seen_at, factor)
       select gen_random_uuid(), user_id, created_at, last_seen_at, factor from user_session
       where factor = 'recovery_code' and user_id = ${KEEPER}`,
    ],
  },
  {
    named: ["I-113"],
    what: "an app was taken away and its owner was not told",
    plant: [
      `delete from message where template = 'factor_removed' and recipient = 'leaves-the-app@example.org'`,
    ],
  },
];
