import type { StaffRole } from "@careforall/domain/account";
import { sql, type Tx } from "../client/index.ts";

/** Answers whether the role is new to the person. */
export async function grantRole(
  tx: Tx,
  grant: { readonly userId: string; readonly role: StaffRole; readonly by: string },
): Promise<boolean> {
  const rows = await tx.query<{ role: string }>(
    sql`insert into user_role (user_id, role, granted_at, granted_by)
        values (${grant.userId}, ${grant.role}, ${tx.at}, ${grant.by}) on conflict do nothing returning role`,
  );
  return rows.length === 1;
}

/**
 * Whether anybody administers the platform who has proven an address. Locked, so that two who ask at once cannot both
 * hear no. A role that waits for its first proof is taken back: its address may be a slip of the pen.
 */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  await tx.query(sql`lock table user_role in share row exclusive mode`);
  const rows = await tx.query<{ id: string }>(
    sql`select u.id from user_role r join user_account u on u.id = r.user_id
        where r.role = 'ADMIN' and u.email_verified_at is not null limit 1`,
  );
  if (rows.length === 1) return true;
  await tx.query(sql`delete from user_role where role = 'ADMIN'`);
  return false;
}

/** Whether the person works for the platform; the roles are read under the lock of the person's row. */
export async function hasRole(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query<{ role: string }>(
    sql`select role from user_role where user_id = ${userId} limit 1`,
  );
  return rows.length === 1;
}
