import { type Db, sql, type Tx } from "../client/index.ts";

/** How many gifts were promised with this person's proven address and belong to no account yet; 0 without a proof. */
export async function countClaimable(db: Db, userId: string): Promise<number> {
  const [found] = await db.query<{ count: number }>(
    sql`select count(*)::int as count from pledge g
        join user_account u on u.email = g.donor_email
        where u.id = ${userId} and u.email_verified_at is not null and u.status = 'active' and g.user_id is null`,
  );
  return found?.count ?? 0;
}

/**
 * Gives them to the account. Address and proof are read in the statement itself, under the lock of the person's row;
 * whose a gift is already, it stays. Answers how many.
 */
export async function claimPledges(tx: Tx, userId: string): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    sql`with claimant as (
          select id, email from user_account
          where id = ${userId} and email_verified_at is not null and status = 'active' for update
        ), open as (
          select g.id, c.id as user_id from pledge g join claimant c on c.email = g.donor_email
          where g.user_id is null order by g.id for update of g
        )
        update pledge g set user_id = open.user_id from open
        where g.id = open.id and g.user_id is null returning g.id`,
  );
  return rows.length;
}
