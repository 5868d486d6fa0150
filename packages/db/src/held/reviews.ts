import { type Db, sql } from "../client/index.ts";

/** Something that waits for a person: a word of a provider that nobody expected, or money in suspense. */
export type ReviewRow = {
  /** The attempt's id, or the case's. */
  readonly id: string;
  readonly what: "attempt" | "case";
  /** `needs_review`, or the case's kind. */
  readonly kind: string;
  readonly at: Date;
  readonly paymentId: string | null;
  readonly provider: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly detail: string;
};

/** Everything that waits for a person, oldest first, after the given one. */
export const listReviews = (
  db: Db,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly ReviewRow[]> =>
  db.query<ReviewRow>(
    sql`select * from (
          select id, 'attempt' as what, 'needs_review' as kind, needs_review_at as at, id as "paymentId", provider, currency,
                 amount_minor as "amountMinor", needs_review_word as detail
          from payment where needs_review_at is not null
          union all
          select id, 'case', kind, opened_at, payment_id, provider, currency, amount_minor, detail
          from money_exception where resolved_at is null
        ) waiting
        where ${page.after === null} or (at, id) > (${page.after?.at ?? null}::timestamptz, ${page.after?.id ?? null}::uuid)
        order by at, id limit ${page.limit}`,
  );
