import { type Db, sql, type Tx } from "../client/index.ts";

/** What a sign-in is decided from. */
export type SignInFacts = {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly status: string;
  readonly emailVerifiedAt: Date | null;
};

export async function findForSignIn(db: Db | Tx, email: string): Promise<SignInFacts | null> {
  const [user] = await db.query<SignInFacts>(
    sql`select id, password_hash as "passwordHash", status, email_verified_at as "emailVerifiedAt"
        from user_account where email = ${email}`,
  );
  return user ?? null;
}

export type NewUser = {
  readonly id: string;
  readonly email: string;
  /** Null: who owns the address sets one by a mailed link. */
  readonly passwordHash: string | null;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
};

/** Answers false when the address has an account already, and changes nothing then. */
export async function insertUser(tx: Tx, user: NewUser): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`insert into user_account (id, email, password_hash, password_changed_at, name, locale, time_zone, status,
                                  status_changed_at, created_at)
        values (${user.id}, ${user.email}, ${user.passwordHash},
                ${user.passwordHash === null ? null : tx.at}, ${user.name}, ${user.locale}, ${user.timeZone}, 'active',
                ${tx.at}, ${tx.at})
        on conflict (email) do nothing returning id`,
  );
  return rows.length === 1;
}

export type LockedUser = SignInFacts & {
  readonly email: string;
  readonly locale: string;
  readonly name: string;
};

/** Locks an account until the transaction ends: changes of its password, address and sessions happen in turn. */
export async function lockUser(
  tx: Tx,
  by: { readonly id: string } | { readonly email: string },
): Promise<LockedUser | null> {
  const [user] = await tx.query<LockedUser>(
    "id" in by
      ? sql`select id, email, password_hash as "passwordHash", status, email_verified_at as "emailVerifiedAt", locale, name
            from user_account where id = ${by.id} for update`
      : sql`select id, email, password_hash as "passwordHash", status, email_verified_at as "emailVerifiedAt", locale, name
            from user_account where email = ${by.email} for update`,
  );
  return user ?? null;
}

export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.query(
    sql`update user_account set password_hash = ${passwordHash}, password_changed_at = ${tx.at} where id = ${userId}`,
  );
}

/** The same password under newer parameters; nothing happens when it was changed meanwhile. */
export async function replaceHash(
  db: Db,
  row: { readonly userId: string; readonly old: string; readonly fresh: string },
): Promise<void> {
  await db.query(
    sql`update user_account set password_hash = ${row.fresh} where id = ${row.userId} and password_hash = ${row.old}`,
  );
}

/** Registered again before anybody proved the address: the newest words count. */
export async function replaceUnverified(
  tx: Tx,
  row: {
    readonly userId: string;
    readonly passwordHash: string;
    readonly name: string;
    readonly locale: string;
  },
): Promise<void> {
  await tx.query(
    sql`update user_account
        set password_hash = ${row.passwordHash}, password_changed_at = ${tx.at}, name = ${row.name}, locale = ${row.locale}
        where id = ${row.userId} and email_verified_at is null`,
  );
}

/** Answers whether it was the first proof. */
export async function markVerified(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update user_account set email_verified_at = ${tx.at}
        where id = ${userId} and email_verified_at is null returning id`,
  );
  return rows.length === 1;
}

/** Throws the violation of `user_account_email_key` when somebody else has the address. */
export async function setEmail(tx: Tx, userId: string, email: string): Promise<void> {
  await tx.query(
    sql`update user_account set email = ${email}, email_verified_at = ${tx.at} where id = ${userId}`,
  );
}

export type ProfileRow = {
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
  readonly locale: string;
  readonly timeZone: string;
  readonly bio: string | null;
  /** YYYY-MM-DD; a day has no time zone. */
  readonly birthday: string | null;
};

export async function findProfile(db: Db, userId: string): Promise<ProfileRow | null> {
  const [profile] = await db.query<ProfileRow>(
    sql`select email, name, phone, locale, time_zone as "timeZone", bio, to_char(birthday, 'YYYY-MM-DD') as birthday
        from user_account where id = ${userId}`,
  );
  return profile ?? null;
}

/** Where the clocks of an account go; UTC when it is gone. */
export async function findTimeZone(db: Pick<Db, "query">, userId: string): Promise<string> {
  const [row] = await db.query<{ timeZone: string }>(
    sql`select time_zone as "timeZone" from user_account where id = ${userId}`,
  );
  return row?.timeZone ?? "UTC";
}

export async function updateProfile(
  db: Db,
  userId: string,
  profile: Omit<ProfileRow, "email">,
): Promise<void> {
  await db.query(
    sql`update user_account
        set name = ${profile.name}, phone = ${profile.phone}, locale = ${profile.locale},
            time_zone = ${profile.timeZone}, bio = ${profile.bio}, birthday = ${profile.birthday}::date
        where id = ${userId}`,
  );
}

export async function findCredentials(
  db: Db,
  userId: string,
): Promise<{ readonly email: string; readonly name: string; readonly passwordHash: string | null } | null> {
  const [user] = await db.query<{ email: string; name: string; passwordHash: string | null }>(
    sql`select email, name, password_hash as "passwordHash" from user_account where id = ${userId}`,
  );
  return user ?? null;
}
