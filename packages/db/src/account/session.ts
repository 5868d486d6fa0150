import { type Factor, SEEN_EVERY_MS, SESSION_LIMITS } from "@careforall/domain/account";
import { type Db, sql, type Tx } from "../client/index.ts";
import { voidChallenges } from "./challenge.ts";

export type NewSession = {
  readonly id: string;
  readonly userId: string;
  readonly agent: string | null;
  readonly address: string | null;
  /** With what beyond the password; absent: nothing. */
  readonly factor?: Factor | undefined;
  /** A sign-in provider's word opened it. */
  readonly isByProvider?: boolean | undefined;
};

/** Longer ones are cut: they are shown to their owner and decide nothing. */
const AGENT_CHARACTERS_MAX = 400;
const ADDRESS_CHARACTERS_MAX = 45;

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.query(
    sql`insert into user_session (id, user_id, created_at, last_seen_at, agent, address, factor, by_provider)
        values (${session.id}, ${session.userId}, ${tx.at}, ${tx.at},
                ${session.agent?.slice(0, AGENT_CHARACTERS_MAX) ?? null},
                ${session.address?.slice(0, ADDRESS_CHARACTERS_MAX) ?? null},
                ${session.factor ?? null}, ${session.isByProvider ?? false})`,
  );
}

/** An open session as it stands now, with whom it belongs to. */
export type FoundSession = {
  readonly sid: string;
  readonly userId: string;
  readonly name: string;
  /** Of the profile. */
  readonly locale: string;
  readonly timeZone: string;
  readonly status: string;
  readonly roles: readonly string[];
  readonly factor: string | null;
  /** When its owner last proved to be there; 1970 for never, since a provider may not have asked. */
  readonly confirmedAt: Date;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** The database's clock. */
  readonly now: Date;
};

/** Null when there is no such session, or it was ended. Whether it is over by its age is decided by the domain. */
export async function findOpenSession(db: Db, sid: string): Promise<FoundSession | null> {
  const [session] = await db.query<FoundSession>(
    sql`select s.id as sid, s.user_id as "userId", u.name, u.locale, u.time_zone as "timeZone", u.status,
               s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", now() as now, s.factor,
               coalesce(s.confirmed_at, case when s.by_provider then to_timestamp(0) else s.created_at end)
                 as "confirmedAt",
               array(select role::text from user_role r where r.user_id = s.user_id order by role) as roles
        from user_session s join user_account u on u.id = s.user_id
        where s.id = ${sid} and s.ended_at is null`,
  );
  return session ?? null;
}

/** Of twenty requests at once one writes. */
export async function noteSeen(db: Db, sid: string, at: Date): Promise<void> {
  await db.query(
    sql`update user_session set last_seen_at = ${at}
        where id = ${sid} and ended_at is null
          and last_seen_at <= ${at}::timestamptz - ${SEEN_EVERY_MS} * interval '1 millisecond'`,
  );
}

export type EndReason =
  | "signed_out"
  | "ended_by_owner"
  | "everywhere"
  | "password_changed"
  | "password_reset"
  | "suspended"
  | "expired"
  | "factor_changed";

/** Ends one open session of this person; answers whether there was one. */
export async function endSession(
  db: Db,
  session: { readonly sid: string; readonly userId: string; readonly why: EndReason },
): Promise<boolean> {
  const rows = await db.query<{ id: string }>(
    sql`update user_session set ended_at = now(), ended_why = ${session.why}
        where id = ${session.sid} and user_id = ${session.userId} and ended_at is null returning id`,
  );
  return rows.length === 1;
}

/** Notes that whoever uses this session proved anew who they are. */
export async function noteConfirmed(tx: Tx, sid: string): Promise<void> {
  await tx.query(sql`update user_session set confirmed_at = ${tx.at} where id = ${sid} and ended_at is null`);
}

/**
 * Ends every open session of this person, but for one if it is named, and whatever is half-way in; answers how many
 * sessions.
 */
export async function endSessions(
  tx: Tx,
  of: { readonly userId: string; readonly except: string | null; readonly why: EndReason },
): Promise<number> {
  await voidChallenges(tx, of.userId);
  const rows = await tx.query<{ id: string }>(
    sql`update user_session set ended_at = ${tx.at}, ended_why = ${of.why}
        where user_id = ${of.userId} and ended_at is null and id is distinct from ${of.except}::uuid returning id`,
  );
  return rows.length;
}

export type Device = {
  readonly sid: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly agent: string | null;
  readonly address: string | null;
};

/** Where somebody is signed in, the last used first. */
export const listOpenSessions = (db: Db, userId: string, limit: number): Promise<readonly Device[]> =>
  db.query<Device>(
    sql`select id as sid, created_at as "createdAt", last_seen_at as "lastSeenAt", agent, address
        from user_session where user_id = ${userId} and ended_at is null
        order by last_seen_at desc, id limit ${limit}`,
  );

/** Ends what nobody of any kind could still use, so that lists show only what lives. Answers how many. */
export async function endOverdueSessions(db: Db, limit: number): Promise<number> {
  const { idleMs, absoluteMs } = SESSION_LIMITS.person;
  const rows = await db.query<{ id: string }>(
    sql`update user_session set ended_at = now(), ended_why = 'expired'
        where id in (select id from user_session
                     where ended_at is null
                       and (last_seen_at <= now() - ${idleMs} * interval '1 millisecond'
                            or created_at <= now() - ${absoluteMs} * interval '1 millisecond')
                     limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}

/** Forgets sessions that ended long ago, with the address and agent in them. Answers how many. */
export async function forgetEndedSessions(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from user_session
        where id in (select id from user_session where ended_at < now() - ${keptDays} * interval '1 day'
                     limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}
