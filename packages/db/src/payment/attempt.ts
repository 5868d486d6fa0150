import { assert } from "@careforall/domain/shared";
import { sql, type Db, type Tx } from "../client/index.ts";

/** The newest attempt of a pledge, as checkout needs it. */
export type LatestAttempt = {
  readonly id: string;
  readonly attempt: number;
  readonly method: string;
  readonly rank: number;
  readonly createdAt: Date;
  /** Until when its opening is under way, as far as anybody knows; null for attempts of before this was kept. */
  readonly openingUntil: Date | null;
  readonly redirectUrl: string | null;
  readonly abandonedAt: Date | null;
  /** Of this attempt or an earlier one of the pledge the provider said what nothing has explained yet. */
  readonly isPledgeUnderReview: boolean;
};

export async function findLatestAttempt(tx: Tx, pledgeId: string): Promise<LatestAttempt | null> {
  const [row] = await tx.query<LatestAttempt>(
    sql`select id, attempt, method, rank, created_at as "createdAt",
               opening_until as "openingUntil", redirect_url as "redirectUrl", abandoned_at as "abandonedAt",
               exists (select from payment r where r.pledge_id = p.pledge_id and r.needs_review_at is not null)
                 as "isPledgeUnderReview"
        from payment p where pledge_id = ${pledgeId} order by attempt desc limit 1`,
  );
  return row ?? null;
}

export async function insertAttempt(
  tx: Tx,
  row: {
    id: string;
    pledgeId: string;
    attempt: number;
    provider: string;
    method: string;
    currency: string;
    amountMinor: bigint;
    openingUntil: Date;
    nextAskAt: Date;
  },
): Promise<void> {
  await tx.query(
    sql`insert into payment (id, pledge_id, attempt, provider, method, currency, amount_minor, created_at,
          opening_until, next_ask_at)
        values (${row.id}, ${row.pledgeId}, ${row.attempt}, ${row.provider}, ${row.method}, ${row.currency},
          ${row.amountMinor}, ${tx.at}, ${row.openingUntil}, ${row.nextAskAt})`,
  );
}

/** Whoever opens the provider's page is alive, and has it for `holdMs` more. */
export async function renewOpening(db: Db, id: string, holdMs: number): Promise<void> {
  await db.query(
    sql`update payment set opening_until = now() + ${holdMs} * interval '1 millisecond'
        where id = ${id} and rank = 0 and redirect_url is null and abandoned_at is null`,
  );
}

/** Keeps what the provider opened. Does not lower what faster news has already made of the attempt: its rank before. */
export async function saveOpened(
  tx: Tx,
  row: { id: string; sessionId: string; redirectUrl: string },
): Promise<{ readonly rankBefore: number }> {
  const [saved] = await tx.query<{ before: number }>(
    sql`update payment p
        set opened_at = ${tx.at}, session_id = ${row.sessionId}, redirect_url = ${row.redirectUrl},
            rank = greatest(p.rank, 10::smallint), version = p.version + 1
        from (select id, rank from payment where id = ${row.id} for update) old
        where p.id = old.id returning old.rank as before`,
  );
  assert(saved !== undefined, `attempt ${row.id} was made before its page was opened`);
  return { rankBefore: saved.before };
}

/** The opening has no certain outcome: the next checkout makes a new attempt, and we keep asking about this one. */
export async function abandonAttempt(db: Db, id: string): Promise<void> {
  await db.query(
    sql`update payment set abandoned_at = now(), version = version + 1
        where id = ${id} and rank = 0 and abandoned_at is null`,
  );
}

/**
 * Takes the right to ask the provider about an attempt: at most one ask in `gapMs`, whoever wants it. Atomic, so a
 * crowd on a status page makes one question. A gap of 0 asks whatever others do: a notification brings news. Answers how
 * old the attempt is at this question, in milliseconds by the database's clock, or null when somebody asked just now.
 */
export async function claimAsk(
  db: Db,
  id: string,
  gapMs: number,
): Promise<{ readonly ageMs: number } | null> {
  const [claimed] = await db.query<{ ageMs: number }>(
    sql`update payment set asked_at = now(), asks = asks + 1
        where id = ${id} and (${gapMs} = 0 or asked_at is null or asked_at <= now() - ${gapMs} * interval '1 millisecond')
        returning (extract(epoch from now() - created_at) * 1000)::float8 as "ageMs"`,
  );
  return claimed ?? null;
}

/** Notes how an ask went and when the poller asks next; null = no more by itself. */
export async function noteAsk(
  db: Db,
  row: { id: string; hasAnswered: boolean; nextAskAfterMs: number | null },
): Promise<void> {
  await db.query(
    sql`update payment
        set ask_failed_at = case when ${row.hasAnswered} then null else now() end,
            next_ask_at = case when ${row.nextAskAfterMs}::int is null then null
                               else now() + ${row.nextAskAfterMs}::int * interval '1 millisecond' end
        where id = ${row.id}`,
  );
}

export type SilentAttempt = { readonly id: string; readonly asks: number; readonly createdAt: Date };

/** Attempts whose time to be asked about has come; moved on at once, so that two pollers do not ask twice. */
export const claimSilentAttempts = (
  db: Db,
  limit: number,
  holdMs: number,
): Promise<readonly SilentAttempt[]> =>
  db.query<SilentAttempt>(
    sql`update payment set next_ask_at = now() + ${holdMs} * interval '1 millisecond'
        where id in (select id from payment where next_ask_at <= now() and rank < 40
                     order by next_ask_at limit ${limit} for update skip locked)
        returning id, asks, created_at as "createdAt"`,
  );

/** For another `holdMs`, unless the answer has been noted meanwhile. */
export async function renewAsking(db: Db, id: string, holdMs: number): Promise<void> {
  await db.query(
    sql`update payment set next_ask_at = now() + ${holdMs} * interval '1 millisecond'
        where id = ${id} and rank < 40 and next_ask_at <= now() + ${holdMs} * interval '1 millisecond'`,
  );
}
