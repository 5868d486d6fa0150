import { isCurrency } from "@careforall/domain/money";
import type { PledgeTerms } from "@careforall/domain/pledge";
import { assert } from "@careforall/domain/shared";
import { constraintOf, type Db, sql, type Tx } from "../client/index.ts";
import { type IdempotentRequest, refuseInFlight } from "../idempotency/index.ts";
import { type NewEvent, type Origin, rowsOf } from "../outbox/index.ts";

/** A promise with all that becomes true with it. */
export type NewPledge = {
  readonly id: string;
  readonly token: string;
  readonly campaignId: string;
  readonly terms: PledgeTerms;
  readonly totalMinor: bigint;
  readonly donorName: string | null;
  readonly donorEmail: string;
  readonly isAnonymous: boolean;
  readonly message: string | null;
  readonly method: string;
  readonly locale: string;
  readonly events: readonly NewEvent[];
  readonly origin: Origin;
  /** Whose account it belongs to; null: a guest's. */
  readonly userId: string | null;
  /** The key that it is made under stays with the pledge for ever. */
  readonly request: IdempotentRequest;
  readonly at: Date;
};

/** The unique constraint that keeps a key with its pledge when its answer is forgotten. */
const KEY_OF_PLEDGE = "pledge_key_scope_key_key";

/**
 * Writes the key with its answer, the pledge and its events in one statement, which commits by itself: all of it or
 * none, in one round trip (docs/adr/0015). A twin under way is waited for.
 * - `written`: this is the first;
 * - `answered`: another was, and its answer stands under the key;
 * - `expired`: the key has made a pledge whose answer is forgotten by now.
 */
export async function insertPledge(
  db: Db,
  pledge: NewPledge,
  answer: string,
): Promise<"written" | "answered" | "expired"> {
  const { terms, request, origin, at } = pledge;
  try {
    const written = await db.query(
      sql`with claimed as (
            insert into idempotency_key (scope, key, request_hash, response, created_at, finished_at)
            values (${request.scope}, ${request.key}, ${request.requestHash}, ${answer}, ${at}, ${at})
            on conflict do nothing returning scope, key, created_at
          ), promised as (
            insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor,
              fee_cover_minor, platform_fee_minor, total_minor, donor_name, donor_email, is_anonymous, message, method,
              locale, user_id, created_at)
            select ${pledge.id}::uuid, ${pledge.token}, scope, key, ${pledge.campaignId}::uuid, ${terms.currency},
              ${terms.giftMinor}::bigint, ${terms.tipMinor}::bigint, ${terms.feeCoverMinor}::bigint,
              ${terms.platformFeeMinor}::bigint, ${pledge.totalMinor}::bigint, ${pledge.donorName},
              ${pledge.donorEmail}, ${pledge.isAnonymous}::boolean, ${pledge.message}, ${pledge.method},
              ${pledge.locale}, ${pledge.userId}::uuid, created_at
            from claimed returning created_at
          ), told as (
            insert into outbox (id, type, version, subject_id, data, request_id, traceparent, created_at)
            select e.id, e.type, e.version, e.subject_id, e.data, ${origin.requestId}, ${origin.traceparent}, created_at
            from promised, jsonb_to_recordset(${rowsOf(pledge.events)}::jsonb)
              as e(id uuid, type text, version smallint, subject_id uuid, data jsonb)
          )
          select 1 from claimed`,
    );
    return written.length === 1 ? "written" : "answered";
  } catch (error) {
    if (constraintOf(error) === KEY_OF_PLEDGE) return "expired";
    return refuseInFlight(error);
  }
}

/** Whether a key has made a pledge, however long ago. */
export async function hasKeyMadePledge(tx: Tx, key: { scope: string; key: string }): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`select id from pledge where key_scope = ${key.scope} and key = ${key.key}`,
  );
  return rows.length === 1;
}

export type LockedPledge = {
  readonly id: string;
  readonly campaignId: string;
  readonly terms: PledgeTerms;
  readonly fulfilledBy: string | null;
};

type LockedRow = Omit<LockedPledge, "terms"> & {
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly platformFeeMinor: bigint;
};

/** Locks the pledge until the transaction ends: attempts of one pledge are decided in turn. */
export async function lockPledgeByToken(tx: Tx, token: string): Promise<LockedPledge | null> {
  const [row] = await tx.query<LockedRow>(
    sql`select id, campaign_id as "campaignId", currency, gift_minor as "giftMinor", tip_minor as "tipMinor",
               fee_cover_minor as "feeCoverMinor", platform_fee_minor as "platformFeeMinor",
               fulfilled_by as "fulfilledBy"
        from pledge where token = ${token} for update`,
  );
  if (row === undefined) return null;
  const { currency, giftMinor, tipMinor, feeCoverMinor, platformFeeMinor, ...pledge } = row;
  assert(isCurrency(currency), `${currency} is a currency`);
  return { ...pledge, terms: { currency, giftMinor, tipMinor, feeCoverMinor, platformFeeMinor } };
}

/** Writes which attempt fulfilled the pledge; the trigger `pledge_is_kept` refuses a second one. */
export async function fulfilPledge(tx: Tx, pledgeId: string, paymentId: string): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    sql`update pledge set fulfilled_by = ${paymentId} where id = ${pledgeId} and fulfilled_by is null returning id`,
  );
  assert(rows.length === 1, "a pledge that was decided to be open is still open under its lock");
}
