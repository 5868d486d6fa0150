import type { StaffRole } from "@careforall/domain/account";
import { type Db, sql, type Tx } from "../client/index.ts";

export type StaffMember = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly roles: readonly StaffRole[];
  /** When the newest of their roles was given. */
  readonly grantedAt: Date;
};

/** Everybody with a role, by name; at most `limit` after a place. */
export const listStaff = (
  db: Db,
  page: { readonly after: { readonly name: string; readonly userId: string } | null; readonly limit: number },
): Promise<readonly StaffMember[]> =>
  db.query<StaffMember>(
    sql`select u.id as "userId", u.name, u.email, u.status, max(r.granted_at) as "grantedAt",
               array_agg(r.role::text order by r.role) as roles
        from user_account u join user_role r on r.user_id = u.id
        where ${page.after?.name ?? null}::text is null
           or (u.name, u.id) > (${page.after?.name ?? null}::text, ${page.after?.userId ?? null}::uuid)
        group by u.id order by u.name, u.id limit ${page.limit}`,
  );

export type LockedRoles = {
  readonly userId: string;
  readonly roles: readonly StaffRole[];
  readonly isActive: boolean;
  readonly otherAdmins: number;
};

/**
 * The roles of the account with this address, or null when there is none. All roles are locked, so that two
 * administrators cannot take each other's at once; reading who is signed in goes on.
 */
export async function lockRoles(tx: Tx, email: string): Promise<LockedRoles | null> {
  await tx.query(sql`lock table user_role in share row exclusive mode`);
  const [found] = await tx.query<LockedRoles>(
    sql`select u.id as "userId", u.status = 'active' and u.email_verified_at is not null as "isActive",
               array(select role::text from user_role r where r.user_id = u.id order by role) as roles,
               (select count(*)::int from user_role r join user_account o on o.id = r.user_id
                where r.role = 'ADMIN' and r.user_id <> u.id and o.status = 'active') as "otherAdmins"
        from user_account u where u.email = ${email}`,
  );
  return found ?? null;
}

export async function revokeRole(tx: Tx, userId: string, role: StaffRole): Promise<void> {
  await tx.query(sql`delete from user_role where user_id = ${userId} and role = ${role}`);
}
