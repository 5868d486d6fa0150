import { isCurrency } from "@careforall/domain/money";
import type { PledgeTerms } from "@careforall/domain/pledge";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

export type NewPledge = {
  readonly id: string;
  readonly token: string;
  readonly keyScope: string;
  readonly key: string;
  readonly campaignId: string;
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly platformFeeMinor: bigint;
  readonly totalMinor: bigint;
  readonly donorName: string | null;
  readonly donorEmail: string;
  readonly isAnonymous: boolean;
  readonly message: string | null;
  readonly method: string;
  readonly locale: string;
};

/** Writes a promise. False, and nothing is written, when its key has made a pledge before: that is for ever. */
export async function insertPledge(tx: Tx, pledge: NewPledge): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor, fee_cover_minor,
          platform_fee_minor, total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at)
        values (${pledge.id}, ${pledge.token}, ${pledge.keyScope}, ${pledge.key}, ${pledge.campaignId},
          ${pledge.currency}, ${pledge.giftMinor}, ${pledge.tipMinor}, ${pledge.feeCoverMinor},
          ${pledge.platformFeeMinor}, ${pledge.totalMinor}, ${pledge.donorName}, ${pledge.donorEmail}, ${pledge.isAnonymous}, ${pledge.message}, ${pledge.method},
          ${pledge.locale}, ${tx.at})
        on conflict (key_scope, key) do nothing returning id`,
  );
  return rows.length === 1;
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
