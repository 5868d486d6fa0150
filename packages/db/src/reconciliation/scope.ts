import { type Db, sql } from "../client/index.ts";

/** Before every id. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

export type SweptAttempt = {
  readonly id: string;
  readonly provider: string;
  /** The captures of this attempt that the ledger holds, by the provider's ids. */
  readonly posted: readonly string[];
};

/**
 * The next attempts of a sweep, in the order of their ids: every open one, those that ended within `endedMs` of
 * `at` (null = now), and those of which the provider said what nobody understood. Attempts younger than `youngMs` are left to the notification and the poller.
 */
export const listUnsettled = (
  db: Db,
  scope: { readonly after: string | null; readonly limit: number; readonly at: Date | null } & {
    readonly endedMs: number;
    readonly youngMs: number;
  },
): Promise<readonly SweptAttempt[]> =>
  db.query<SweptAttempt>(
    sql`select p.id, p.provider, array[]::text[] as posted
        from payment p
        where p.rank < 40 and p.id > ${scope.after ?? FIRST_ID}::uuid
          and (p.rank < 30 or p.needs_review_at is not null
               or p.ended_at > coalesce(${scope.at}, now()) - ${scope.endedMs} * interval '1 millisecond')
          and p.created_at <= coalesce(${scope.at}, now()) - ${scope.youngMs} * interval '1 millisecond'
        order by p.id limit ${scope.limit}`,
  );

/** The next attempts of a time, captured ones too, by when they were made. */
export const listMadeWithin = (
  db: Db,
  scope: { readonly after: string | null; readonly limit: number; readonly from: Date; readonly to: Date },
): Promise<readonly SweptAttempt[]> =>
  db.query<SweptAttempt>(
    sql`select p.id, p.provider,
               array(select substr(l.reference, length(p.provider) + 2) from ledger_posting l
                     where l.payment_id = p.id and l.kind = 'capture') as posted
        from payment p
        where p.id > ${scope.after ?? FIRST_ID}::uuid and p.created_at between ${scope.from} and ${scope.to}
        order by p.id limit ${scope.limit}`,
  );

export type PostedCapture = {
  readonly id: string;
  readonly paymentId: string;
  readonly providerPaymentId: string;
};

/** The next captures of a provider that were posted within a time, in the order of their postings' ids. */
export const listCaptures = (
  db: Db,
  scope: {
    readonly provider: string;
    readonly after: string | null;
    readonly limit: number;
    readonly from: Date;
    readonly to: Date;
  },
): Promise<readonly PostedCapture[]> =>
  db.query<PostedCapture>(
    sql`select l.id, l.payment_id as "paymentId", substr(l.reference, length(p.provider) + 2) as "providerPaymentId"
        from ledger_posting l join payment p on p.id = l.payment_id
        where l.kind = 'capture' and p.provider = ${scope.provider} and l.id > ${scope.after ?? FIRST_ID}::uuid
          and l.posted_at between ${scope.from} and ${scope.to}
        order by l.id limit ${scope.limit}`,
  );
