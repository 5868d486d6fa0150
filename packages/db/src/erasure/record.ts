import { type Db, sql, type Tx } from "../client/index.ts";

export type ErasureCause = "owner" | "link" | "again";

/** The record of an erasure: a tombstone, which names nobody. */
export type ErasureRecord = {
  readonly id: string;
  readonly kind: "account" | "guest";
  readonly userId: string | null;
  /** A keyed digest of the address. */
  readonly addressHash: string;
  readonly at: Date;
};

/**
 * Writes the record and opens, for this transaction alone, the exception to append-only tables that the record names.
 */
export async function insertErasure(
  tx: Tx,
  record: Omit<ErasureRecord, "at"> & { readonly gifts: number; readonly cause: ErasureCause },
): Promise<void> {
  await tx.query(
    sql`insert into erasure (id, kind, user_id, address_hash, gifts, cause, at)
        values (${record.id}, ${record.kind}, ${record.userId}, ${record.addressHash}, ${record.gifts},
                ${record.cause}, ${tx.at})`,
  );
  await tx.query(sql`select set_config('careforall.erasure', ${record.id}, true)`);
}

/** Every record, the oldest first. */
export const listErasures = (db: Db): Promise<readonly ErasureRecord[]> =>
  db.query<ErasureRecord>(
    sql`select id, kind, user_id as "userId", address_hash as "addressHash", at from erasure order by at, id`,
  );

export async function hasErasure(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query<{ id: string }>(sql`select id from erasure where id = ${id}`)).length === 1;
}

/** The addresses of guests' gifts up to a moment, a page at a time, in order. */
export async function listGuestAddresses(
  db: Db,
  page: { readonly until: Date; readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db.query<{ email: string }>(
    sql`select distinct donor_email as email from pledge
        where user_id is null and created_at <= ${page.until} and donor_email > ${page.after}
        order by donor_email limit ${page.limit}`,
  );
  return rows.map(({ email }) => email);
}
