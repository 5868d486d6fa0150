import type { TokenPurpose } from "@careforall/domain/account";
import { type Db, sql, type Tx } from "../client/index.ts";

export type NewTokenRequest = {
  readonly id: string;
  readonly purpose: TokenPurpose;
  /** Where the link will be sent. */
  readonly email: string;
  /** Null only for a reset: nobody has looked whether the address has an account. */
  readonly userId: string | null;
  readonly locale: string;
};

/** Notes that a link was asked for. Earlier ones of the same kind for the same person are worthless from now on. */
export async function insertTokenRequest(tx: Tx, request: NewTokenRequest): Promise<void> {
  if (request.userId !== null) await voidTokens(tx, request.userId, [request.purpose]);
  await tx.query(
    sql`insert into user_token (id, purpose, email, user_id, locale, requested_at)
        values (${request.id}, ${request.purpose}, ${request.email}, ${request.userId}, ${request.locale}, ${tx.at})`,
  );
}

/** Makes every open link of these kinds worthless. */
export async function voidTokens(tx: Tx, userId: string, purposes: readonly TokenPurpose[]): Promise<void> {
  await tx.query(
    sql`update user_token set voided_at = ${tx.at}
        where user_id = ${userId} and purpose = any(${purposes}::text[]) and used_at is null and voided_at is null`,
  );
}

export type LockedRequest = {
  readonly id: string;
  readonly purpose: TokenPurpose;
  readonly email: string;
  readonly userId: string | null;
  readonly locale: string;
  readonly requestedAt: Date;
  readonly isOpen: boolean;
};

export async function lockTokenRequest(tx: Tx, id: string): Promise<LockedRequest | null> {
  const [request] = await tx.query<LockedRequest>(
    sql`select id, purpose, email, user_id as "userId", locale, requested_at as "requestedAt",
               used_at is null and voided_at is null as "isOpen"
        from user_token where id = ${id} for update`,
  );
  return request ?? null;
}

export async function voidToken(tx: Tx, id: string): Promise<void> {
  await tx.query(
    sql`update user_token set voided_at = ${tx.at} where id = ${id} and used_at is null and voided_at is null`,
  );
}

/**
 * Whose address a blind request turned out to be; their earlier requests of this kind are worthless from now on. Answers
 * false when a later one is open: requests may be looked at in any order, and the last one counts.
 */
export async function assignToken(tx: Tx, request: LockedRequest, userId: string): Promise<boolean> {
  await tx.query(sql`update user_token set user_id = ${userId} where id = ${request.id}`);
  const rows = await tx.query<{ id: string }>(
    sql`with of_person as (
          select id, (requested_at, id) = max((requested_at, id)) over () as is_last from user_token
          where user_id = ${userId} and purpose = ${request.purpose} and used_at is null and voided_at is null
        )
        update user_token set voided_at = ${tx.at}
        where id in (select id from of_person where not is_last) returning id`,
  );
  return rows.every(({ id }) => id !== request.id);
}

/** Writes the digest of a link that is about to be sent; one that was sent before is worthless then. */
export async function armToken(
  tx: Tx,
  token: { readonly id: string; readonly hash: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    sql`update user_token set token_hash = ${token.hash}, expires_at = ${token.expiresAt} where id = ${token.id}`,
  );
}

export type LiveToken = {
  readonly id: string;
  readonly purpose: TokenPurpose;
  readonly email: string;
  readonly userId: string;
};

/** Whether a link would work now, without using it up: mail scanners open every link. */
export async function findLiveToken(db: Db, hash: string, purpose: TokenPurpose): Promise<LiveToken | null> {
  const [token] = await db.query<LiveToken>(
    sql`select id, purpose, email, user_id as "userId" from user_token
        where token_hash = ${hash} and purpose = ${purpose} and used_at is null and voided_at is null
          and expires_at > now()`,
  );
  return token ?? null;
}

/** Uses a link up; null when it was used, voided, is too old or none of ours. Of twenty at once, one gets it. */
export async function takeToken(tx: Tx, hash: string, purpose: TokenPurpose): Promise<LiveToken | null> {
  const [token] = await tx.query<LiveToken>(
    sql`update user_token t
        set used_at = ${tx.at},
            previous_email = case when purpose = 'change_email'
                                  then (select email from user_account u where u.id = t.user_id) end
        where token_hash = ${hash} and purpose = ${purpose} and used_at is null and voided_at is null
          and expires_at > ${tx.at}
        returning id, purpose, email, user_id as "userId"`,
  );
  return token ?? null;
}

/** The address that a used change left behind. */
export async function findPreviousEmail(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ email: string | null }>(
    sql`select previous_email as email from user_token where id = ${id}`,
  );
  return row?.email ?? null;
}

/** Forgets requests, whatever became of them. Answers how many. */
export async function forgetTokens(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from user_token
        where id in (select id from user_token where requested_at < now() - ${keptDays} * interval '1 day'
                     limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}
