import { type Db, sql, type Tx } from "../client/index.ts";

/** Who somebody is to a provider: its address, and its own name for the person. */
export type IdentityKey = { readonly issuer: string; readonly subject: string };

/** Whose identity it is, without a lock; null when it is linked to nobody. */
export async function findIdentityOwner(db: Db | Tx, key: IdentityKey): Promise<string | null> {
  const [row] = await db.query<{ userId: string }>(
    sql`select user_id as "userId" from user_identity where issuer = ${key.issuer} and subject = ${key.subject}`,
  );
  return row?.userId ?? null;
}

/** Answers false when the identity is linked already, whoever's it is, or the person has another of this provider. */
export async function insertIdentity(
  tx: Tx,
  link: IdentityKey & { readonly id: string; readonly userId: string },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`insert into user_identity (id, user_id, issuer, subject, linked_at)
        values (${link.id}, ${link.userId}, ${link.issuer}, ${link.subject}, ${tx.at})
        on conflict do nothing returning id`,
  );
  return rows.length === 1;
}

/** The time only grows: of two sign-ins at once the one that began first may come second. */
export async function noteIdentityUsed(tx: Tx, key: IdentityKey): Promise<void> {
  await tx.query(
    sql`update user_identity set last_used_at = greatest(${tx.at}::timestamptz, linked_at, last_used_at)
        where issuer = ${key.issuer} and subject = ${key.subject}`,
  );
}

export type LinkedIdentity = {
  readonly id: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Somebody's links, the oldest first. */
export const listIdentities = (db: Db | Tx, userId: string): Promise<readonly LinkedIdentity[]> =>
  db.query<LinkedIdentity>(
    sql`select id, issuer, linked_at as "linkedAt", last_used_at as "lastUsedAt" from user_identity
        where user_id = ${userId} order by linked_at, id`,
  );

/** Removes one of this person's; answers whether there was one. */
export async function removeIdentity(tx: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`delete from user_identity where id = ${id} and user_id = ${userId} returning id`,
  );
  return rows.length === 1;
}
