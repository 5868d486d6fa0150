import { CHALLENGE_TRIES_MAX, type ChallengePurpose, challengeTtlMs } from "@careforall/domain/account";
import { type Db, sql, type Tx } from "../client/index.ts";

export type NewChallenge = {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly secretHash: string;
  /** Null only for `passkey_sign_in` and `provider_sign_in`. */
  readonly userId: string | null;
};

/** Asks one browser something. Earlier half-way sign-ins of other browsers go on: each has its own answer to give. */
export async function insertChallenge(tx: Tx, challenge: NewChallenge): Promise<void> {
  await tx.query(
    sql`insert into user_challenge (id, purpose, secret_hash, user_id, made_at, expires_at)
        values (${challenge.id}, ${challenge.purpose}, ${challenge.secretHash}, ${challenge.userId}, ${tx.at},
                ${tx.at}::timestamptz + ${challengeTtlMs(challenge.purpose)} * interval '1 millisecond')`,
  );
}

export type LiveChallenge = { readonly id: string; readonly userId: string | null };

/** What is asked and may still be answered; null otherwise. */
export async function findChallenge(
  db: Db,
  secretHash: string,
  purpose: ChallengePurpose,
): Promise<LiveChallenge | null> {
  const [challenge] = await db.query<LiveChallenge>(
    sql`select id, user_id as "userId" from user_challenge
        where secret_hash = ${secretHash} and purpose = ${purpose} and used_at is null and voided_at is null
          and tries < ${CHALLENGE_TRIES_MAX} and expires_at > now()`,
  );
  return challenge ?? null;
}

export type TakenChallenge = LiveChallenge & { readonly madeAt: Date };

/** Uses a question up: of twenty who answer it at once, one gets it. Null when it cannot be answered any more. */
export async function takeChallenge(
  tx: Tx,
  secretHash: string,
  purpose: ChallengePurpose,
): Promise<TakenChallenge | null> {
  const [challenge] = await tx.query<TakenChallenge>(
    sql`update user_challenge set used_at = ${tx.at}
        where secret_hash = ${secretHash} and purpose = ${purpose} and used_at is null and voided_at is null
          and tries < ${CHALLENGE_TRIES_MAX} and expires_at > ${tx.at}
        returning id, user_id as "userId", made_at as "madeAt"`,
  );
  return challenge ?? null;
}

/** Counts a wrong answer; null when the question cannot be answered any more. */
export async function countWrongAnswer(
  tx: Tx,
  secretHash: string,
  purpose: ChallengePurpose,
): Promise<LiveChallenge | null> {
  const [challenge] = await tx.query<LiveChallenge>(
    sql`update user_challenge set tries = tries + 1
        where secret_hash = ${secretHash} and purpose = ${purpose} and used_at is null and voided_at is null
          and tries < ${CHALLENGE_TRIES_MAX} and expires_at > ${tx.at}
        returning id, user_id as "userId"`,
  );
  return challenge ?? null;
}

/** Nobody who is half-way in gets further. */
export async function voidChallenges(tx: Tx, userId: string): Promise<void> {
  await tx.query(
    sql`update user_challenge set voided_at = ${tx.at}
        where user_id = ${userId} and used_at is null and voided_at is null`,
  );
}

/** Forgets questions that nobody can answer any more. Answers how many. */
export async function forgetChallenges(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from user_challenge
        where id in (select id from user_challenge where expires_at < now() - ${keptDays} * interval '1 day'
                     limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}
