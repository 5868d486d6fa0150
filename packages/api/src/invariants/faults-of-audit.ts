import type { Fault } from "./fault.ts";

const SECOND = "seq = 2";
const LAST = "seq = (select max(seq) from audit_entry)";
/** Both of the first entries are decisions about held money. */
const missed = (fault: Fault): Fault => ({ ...fault, named: ["I-100", "I-101"] });
const chain = (what: string, ...plant: readonly string[]): Fault => ({ named: ["I-100"], what, plant });
const HASH_ANEW = `update audit_entry e set hash = audit_entry_hash(e) where ${SECOND}`;

const chains: readonly Fault[] = [
  chain("the reason of an entry was written anew", `update audit_entry set reason = 'x' where ${SECOND}`),
  chain("another person is named", `update audit_entry set actor_name = 'Nobody' where ${SECOND}`),
  chain("the time of an entry was moved", `update audit_entry set at = at + interval '1 ms' where ${SECOND}`),
  chain("an amount was changed", `update audit_entry set after = '{"amountMinor": "1"}' where ${SECOND}`),
  chain(
    "an entry was changed and its own hash made to fit",
    `update audit_entry set reason = 'x' where ${SECOND}`,
    HASH_ANEW,
  ),
  missed(
    chain(
      "words moved from one field into the next",
      `update audit_entry set subject_type = subject_type || left(subject_id, 1), subject_id = substr(subject_id, 2)
     where ${SECOND}`,
    ),
  ),
  missed(chain("an entry in the middle was removed", `delete from audit_entry where ${SECOND}`)),
  missed(chain("the first entry was removed", "delete from audit_entry where seq = 1")),
  // It is about somebody who closed their account.
  {
    ...chain("the last entry was removed", `delete from audit_entry where ${LAST}`),
    named: ["I-100", "I-128"],
  },
  chain(
    "two entries changed their places",
    `update audit_entry set seq = -seq where seq in (2, 3)`,
    `update audit_entry set seq = seq + 5 where seq in (-2, -3)`,
  ),
  chain(
    "an entry was added behind the head",
    `insert into audit_entry select (e).* from (select jsonb_populate_record(a,
       jsonb_build_object('seq', a.seq + 1, 'prev_hash', a.hash)) as e from audit_entry a where ${LAST}) x`,
  ),
  chain("the head was moved by hand", "update audit_head set hash = repeat('a', 64)"),
  chain("the head is gone", "delete from audit_head"),
];

const gone = (what: string, action: string): Fault => ({
  named: ["I-101", "I-100"],
  what,
  plant: [`delete from audit_entry where action = '${action}'`],
});

const decisions: readonly Fault[] = [
  gone("a refund was ordered and nobody answers for it", "refund.order"),
  gone("held money was accepted and nobody answers for it", "held.accept"),
  gone("a consumer was stopped and nobody answers for it", "consumer.pause"),
  gone("a consumer goes on and nobody answers for it", "consumer.resume"),
  {
    named: ["I-101"],
    what: "a dead letter was played again and nobody answers for it",
    plant: [
      `insert into dead_letter_replay (id, source, source_id, who, reason, attempts, dead_at, at)
       values (gen_random_uuid(), 'inbox', 'x', 'x', 'x', 1, now(), now())`,
    ],
  },
];

/** Faults in the log of what staff change. */
export const FAULTS_OF_AUDIT: readonly Fault[] = [...chains, ...decisions];
