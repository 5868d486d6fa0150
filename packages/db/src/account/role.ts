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

/** Whether anybody administers the platform. Locked, so that two who ask at once cannot both hear no. */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  await tx.query(sql`lock table user_role in share row exclusive mode`);
  const rows = await tx.query<{ role: string }>(sql`select role from user_role where role = 'ADMIN' limit 1`);
  return rows.length === 1;
}
