import type { Fault } from "./fault.ts";

const LINKED = "(select id from user_account where email = 'is-linked@example.org')";

/** Faults in links to sign-in providers: who is let in by one that should not be there. */
export const FAULTS_OF_IDENTITIES: readonly Fault[] = [
  {
    named: ["I-123"],
    what: "an account whose address nobody has proven is linked",
    plant: [`update user_account set email_verified_at = null where id = ${LINKED}`],
  },
  {
    named: ["I-124"],
    what: "somebody linked an account behind its owner's back",
    plant: [
      `insert into user_identity (id, user_id, issuer, subject, linked_at)
       select gen_random_uuid(), id, 'https://evil.example.org', 'thief', now() from user_account
       where email = 'is-not-linked@example.org'`,
    ],
  },
];
