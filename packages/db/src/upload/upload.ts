import type { UploadPurpose } from "@careforall/domain/upload";
import { type Db, sql, type Tx } from "../client/index.ts";

export type NewUpload = {
  readonly id: string;
  readonly key: string;
  readonly purpose: UploadPurpose;
  readonly userId: string;
};

/** Before the first of its files is written. */
export async function insertUpload(tx: Tx, { id, key, purpose, userId }: NewUpload): Promise<void> {
  await tx.query(
    sql`insert into upload (id, purpose, key, user_id, state, created_at, state_at)
        values (${id}, ${purpose}, ${key}, ${userId}, 'writing', ${tx.at}, ${tx.at})`,
  );
}

/** The name that the files of a person's picture begin with; null for none. */
export async function findAvatarKey(db: Db, userId: string): Promise<string | null> {
  const [user] = await db.query<{ key: string | null }>(
    sql`select avatar_key as key from user_account where id = ${userId}`,
  );
  return user?.key ?? null;
}

/** Takes a person's picture away; its files are removed afterwards. Needs the lock of the person's row. */
export async function dropAvatar(tx: Tx, userId: string): Promise<void> {
  await tx.query(sql`update user_account set avatar_key = null where id = ${userId}`);
  await tx.query(
    sql`update upload set state = 'dropped', state_at = ${tx.at}
        where user_id = ${userId} and purpose = 'avatar' and state = 'clean'`,
  );
}

/**
 * Makes written files a person's picture, after `dropAvatar`. Answers false, and changes nothing, when they are the
 * person's no more: they were given up as left behind, or the person was erased.
 */
export async function useAsAvatar(
  tx: Tx,
  { key, userId }: { key: string; userId: string },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update upload set state = 'clean', state_at = ${tx.at}
        where key = ${key} and user_id = ${userId} and purpose = 'avatar' and state = 'writing' returning id`,
  );
  if (rows.length === 0) return false;
  await tx.query(sql`update user_account set avatar_key = ${key} where id = ${userId}`);
  return true;
}

/** Gives up what has been written for longer than any request lasts: its process has died. */
export async function dropUnfinished(db: Db, minutes: number): Promise<void> {
  await db.query(
    sql`update upload set state = 'dropped', state_at = now()
        where state = 'writing' and state_at < now() - make_interval(mins => ${minutes})`,
  );
}

/** The names of what is to be removed, of one person or of everybody, the oldest first. */
export async function listDropped(
  db: Db,
  { userId = null, limit }: { readonly userId?: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db.query<{ key: string }>(
    sql`select key from upload where state = 'dropped' and (${userId}::uuid is null or user_id = ${userId}::uuid)
        order by state_at limit ${limit}`,
  );
  return rows.map(({ key }) => key);
}

/** After its files are gone. */
export async function forgetUpload(db: Db, key: string): Promise<void> {
  await db.query(sql`delete from upload where key = ${key} and state = 'dropped'`);
}
