import type { GuestPurpose } from "@careforall/domain/guest";
import { type Db, sql, type Tx } from "../client/index.ts";

export type NewGuestRequest = {
  readonly id: string;
  readonly purpose: GuestPurpose;
  readonly email: string;
  /** As it was typed; null = any. */
  readonly amount: string | null;
  readonly locale: string;
};

/** Notes that somebody asked for a letter to an address. */
export async function insertGuestRequest(tx: Tx, request: NewGuestRequest): Promise<void> {
  await tx.query(
    sql`insert into guest_request (id, purpose, email, amount, locale, requested_at)
        values (${request.id}, ${request.purpose}, ${request.email}, ${request.amount}, ${request.locale}, ${tx.at})`,
  );
}

export type GuestRequest = NewGuestRequest & { readonly requestedAt: Date };

/** Null when it was forgotten: its time is over, or its address was erased. */
export async function findGuestRequest(
  db: { query: Tx["query"] | Db["query"] },
  id: string,
): Promise<GuestRequest | null> {
  const [request] = await db.query<GuestRequest>(
    sql`select id, purpose, email, amount, locale, requested_at as "requestedAt" from guest_request where id = ${id}`,
  );
  return request ?? null;
}

/** Writes the digest of a link that is about to be sent; one that was sent before for this address is worthless then. */
export async function armGuestRequest(
  tx: Tx,
  token: { readonly id: string; readonly email: string; readonly hash: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    sql`update guest_request set token_hash = null, expires_at = null
        where email = ${token.email} and token_hash is not null`,
  );
  await tx.query(
    sql`update guest_request set token_hash = ${token.hash}, expires_at = ${token.expiresAt} where id = ${token.id}`,
  );
}

/** The address that a link proves, as long as it is good. */
export async function findGuestByLink(db: Db, hash: string): Promise<string | null> {
  const [found] = await db.query<{ email: string }>(
    sql`select email from guest_request where token_hash = ${hash} and expires_at > now()`,
  );
  return found?.email ?? null;
}

/** Uses the link up; of twenty at once, one gets the address. */
export async function takeGuestLink(tx: Tx, hash: string): Promise<string | null> {
  const [taken] = await tx.query<{ email: string }>(
    sql`update guest_request set token_hash = null, expires_at = null
        where token_hash = ${hash} and expires_at > ${tx.at} returning email`,
  );
  return taken?.email ?? null;
}

/** Forgets requests, whatever became of them. Answers how many. */
export async function forgetGuestRequests(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from guest_request
        where id in (select id from guest_request where requested_at < now() - ${keptDays} * interval '1 day'
                     limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}
