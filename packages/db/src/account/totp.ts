import { CODE_TRIES_WINDOW_MS } from "@careforall/domain/account";
import { type Db, sql, type Tx } from "../client/index.ts";

export type Totp = {
  readonly sealedSecret: string;
  readonly madeAt: Date;
  /** Null: shown, and no code has come back yet. */
  readonly enabledAt: Date | null;
  readonly lastStep: number | null;
  readonly tries: number;
  readonly triesSince: Date | null;
};

export async function findTotp(db: Db | Tx, userId: string): Promise<Totp | null> {
  const [totp] = await db.query<Omit<Totp, "lastStep"> & { readonly lastStep: string | null }>(
    sql`select sealed_secret as "sealedSecret", made_at as "madeAt", enabled_at as "enabledAt",
               last_step::text as "lastStep", tries, tries_since as "triesSince"
        from user_totp where user_id = ${userId}`,
  );
  if (totp === undefined) return null;
  return { ...totp, lastStep: totp.lastStep === null ? null : Number(totp.lastStep) };
}

/** Whether a sign-in with the password needs a code too. */
export async function hasTotp(db: Db | Tx, userId: string): Promise<boolean> {
  return (await findTotp(db, userId))?.enabledAt != null;
}

/** A secret that waits for its first code; answers false when one is in use, and changes nothing then. */
export async function putPendingTotp(tx: Tx, userId: string, sealedSecret: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`insert into user_totp (user_id, sealed_secret, made_at) values (${userId}, ${sealedSecret}, ${tx.at})
        on conflict (user_id) do update
          set sealed_secret = excluded.sealed_secret, made_at = excluded.made_at, last_step = null
          where user_totp.enabled_at is null
        returning user_id as id`,
  );
  return rows.length === 1;
}

/** Turns it on with its first code; answers whether this did it. */
export async function enableTotp(
  tx: Tx,
  of: { readonly userId: string; readonly sealedSecret: string; readonly step: number },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update user_totp
        set enabled_at = ${tx.at}, last_step = ${of.step}, tries = 0, tries_since = null
        where user_id = ${of.userId} and sealed_secret = ${of.sealedSecret} and enabled_at is null
        returning user_id as id`,
  );
  return rows.length === 1;
}

/** Uses the code of a step up, and forgets wrong ones; false when it, or a later one, was used. */
export async function useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update user_totp set last_step = ${step}, tries = 0, tries_since = null
        where user_id = ${userId} and enabled_at is not null and last_step < ${step} returning user_id as id`,
  );
  return rows.length === 1;
}

/** Counts a wrong code; an old count begins anew. Answers how many there are now. Under the lock of the person. */
export async function countWrongCode(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.query<{ tries: number }>(
    sql`update user_totp
        set tries = case when ${tx.at}::timestamptz - tries_since < ${CODE_TRIES_WINDOW_MS} * interval '1 millisecond'
                         then tries + 1 else 1 end,
            tries_since = case when ${tx.at}::timestamptz - tries_since < ${CODE_TRIES_WINDOW_MS} * interval '1 millisecond'
                               then tries_since else ${tx.at} end
        where user_id = ${userId} returning tries`,
  );
  return row?.tries ?? 0;
}

export async function removeTotp(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`delete from user_totp where user_id = ${userId} and enabled_at is not null returning user_id as id`,
  );
  return rows.length === 1;
}
