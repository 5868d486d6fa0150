import { type Db, sql, type Tx } from "../client/index.ts";

/** Makes every unused code of this person worthless. */
export async function voidRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.query(
    sql`update user_recovery_code set voided_at = ${tx.at}
        where user_id = ${userId} and used_at is null and voided_at is null`,
  );
}

/** New codes take the place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  userId: string,
  codes: readonly { readonly id: string; readonly hash: string }[],
): Promise<void> {
  await voidRecoveryCodes(tx, userId);
  await tx.query(
    sql`insert into user_recovery_code (id, user_id, code_hash, made_at)
        select id, ${userId}, hash, ${tx.at} from unnest(${codes.map(({ id }) => id)}::uuid[],
                                                         ${codes.map(({ hash }) => hash)}::text[]) as new(id, hash)`,
  );
}

/** Uses a code up: of twenty at once, one gets it. */
export async function useRecoveryCode(tx: Tx, userId: string, hash: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update user_recovery_code set used_at = ${tx.at}
        where user_id = ${userId} and code_hash = ${hash} and used_at is null and voided_at is null returning id`,
  );
  return rows.length === 1;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const [row] = await db.query<{ left: number }>(
    sql`select count(*)::int as left from user_recovery_code
        where user_id = ${userId} and used_at is null and voided_at is null`,
  );
  return row?.left ?? 0;
}
