import { type Db, sql, type Tx } from "../client/index.ts";

export type Passkey = {
  readonly id: string;
  readonly name: string;
  readonly madeAt: Date;
  readonly lastUsedAt: Date | null;
};

export const listPasskeys = (db: Db | Tx, userId: string): Promise<readonly Passkey[]> =>
  db.query<Passkey>(
    sql`select id, name, made_at as "madeAt", last_used_at as "lastUsedAt" from user_passkey
        where user_id = ${userId} order by made_at, id`,
  );

export type NewPasskey = {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
};

/** Answers false when the key is registered already, whoever's it is. */
export async function insertPasskey(tx: Tx, key: NewPasskey): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`insert into user_passkey (id, user_id, credential_id, public_key, counter, transports, name, made_at)
        values (${key.id}, ${key.userId}, ${key.credentialId}, ${Buffer.from(key.publicKey)}, ${key.counter},
                ${key.transports.join(",")}, ${key.name}, ${tx.at})
        on conflict do nothing returning id`,
  );
  return rows.length === 1;
}

export type StoredPasskey = {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
};

type Row = Omit<StoredPasskey, "counter" | "transports"> & {
  readonly counter: string;
  readonly transports: string;
};

const parsed = ({ counter, transports, ...row }: Row): StoredPasskey => ({
  ...row,
  counter: Number(counter),
  transports: transports === "" ? [] : transports.split(","),
});

/** Locked, so that two answers of one key are judged in turn. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<StoredPasskey | null> {
  const [row] = await tx.query<Row>(
    sql`select id, user_id as "userId", credential_id as "credentialId", public_key as "publicKey",
               counter::text as counter, transports
        from user_passkey where credential_id = ${credentialId} for update`,
  );
  return row === undefined ? null : parsed(row);
}

/** Whose key it is, without a lock; null when nobody has registered it. */
export async function findPasskeyOwner(db: Db, credentialId: string): Promise<string | null> {
  const [row] = await db.query<{ userId: string }>(
    sql`select user_id as "userId" from user_passkey where credential_id = ${credentialId}`,
  );
  return row?.userId ?? null;
}

/** How a browser finds the keys of somebody. */
export type KnownKey = { readonly id: string; readonly transports: string[] };

export async function listKnownKeys(db: Db, userId: string): Promise<KnownKey[]> {
  const rows = await db.query<{ id: string; transports: string }>(
    sql`select credential_id as id, transports from user_passkey where user_id = ${userId} order by id`,
  );
  return rows.map(({ id, transports }) => ({
    id,
    transports: transports === "" ? [] : transports.split(","),
  }));
}

export async function notePasskeyUsed(tx: Tx, id: string, counter: number): Promise<void> {
  await tx.query(sql`update user_passkey set counter = ${counter}, last_used_at = ${tx.at} where id = ${id}`);
}

/** Its count went back: there may be a copy of the key. The use was refused. */
export async function noteRegression(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`update user_passkey set counter_regressed_at = ${tx.at} where id = ${id}`);
}

/** Removes one of this person's; answers whether there was one. */
export async function removePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`delete from user_passkey where id = ${id} and user_id = ${userId} returning id`,
  );
  return rows.length === 1;
}
