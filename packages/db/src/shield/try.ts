import type { PaymentMethod } from "@careforall/domain/payment";
import type { Tries, TryScope } from "@careforall/domain/shield";
import { type Db, sql, type Statement } from "../client/index.ts";

/** Who tries, by keyed digests. */
export type TryKeys = {
  readonly device: string | null;
  readonly email: string;
  readonly address: string | null;
};

export type TryOf = { readonly pledgeId: string; readonly campaignId: string; readonly attempt: number };

/** The pledge behind a token, whom it is from, and the attempt that opening its page now would be. */
export async function findTry(
  db: Db,
  { token, method }: { token: string; method: PaymentMethod },
): Promise<(TryOf & { readonly donorEmail: string }) | null> {
  const [row] = await db.query<TryOf & { donorEmail: string }>(
    sql`select g.id as "pledgeId", g.campaign_id as "campaignId", g.donor_email as "donorEmail",
               coalesce(p.attempt + case when p.rank < 30 and p.abandoned_at is null and p.method = ${method}
                                         then 0 else 1 end, 1)::int as attempt
        from pledge g
        left join lateral (select attempt, rank, method, abandoned_at from payment
                           where pledge_id = g.id order by attempt desc limit 1) p on true
        where g.token = ${token}`,
  );
  return row ?? null;
}

/** Writes a try down once, and answers whether this one was let through already. */
export async function noteTry(db: Db, one: TryOf, keys: TryKeys): Promise<boolean> {
  const [row] = await db.query<{ isPassed: boolean }>(
    sql`insert into giving_try (pledge_id, attempt, campaign_id, address, device, email, at)
        values (${one.pledgeId}, ${one.attempt}, ${one.campaignId}, ${keys.address}, ${keys.device}, ${keys.email}, now())
        on conflict (pledge_id, attempt) do update set at = giving_try.at
        returning passed_at is not null as "isPassed"`,
  );
  return row?.isPassed ?? false;
}

/** Lets a try through; once, whatever is brought again. */
export async function passTry(db: Db, one: TryOf, by: "nothing" | "work" | "wait"): Promise<void> {
  await db.query(
    sql`update giving_try set passed_at = now(), passed_by = ${by}
        where pledge_id = ${one.pledgeId} and attempt = ${one.attempt} and passed_at is null`,
  );
}

type Row = Tries & { readonly scope: TryScope };

/**
 * What was tried lately in each scope. Of each the newest 400 within the window are looked at: enough for every
 * threshold, and as quick in a crowd as alone.
 */
export async function countTries(
  db: Db,
  { campaignId }: Pick<TryOf, "campaignId">,
  { device, email, address }: TryKeys,
): Promise<Readonly<Record<TryScope, Tries | null>>> {
  const rows = await db.query<Row>(countOf(device, email, address, campaignId));
  const of = (scope: TryScope): Tries | null => rows.find((row) => row.scope === scope) ?? null;
  return {
    device: device === null ? null : of("device"),
    email: of("email"),
    address: address === null ? null : of("address"),
    campaign: of("campaign"),
  };
}

const countOf = (
  device: string | null,
  email: string,
  address: string | null,
  campaignId: string,
): Statement => sql`
  with lately as (
    (select 'device' as scope, pledge_id, attempt, at from giving_try
     where device = ${device} and at > now() - interval '1 day' order by at desc limit 400)
    union all
    (select 'email', pledge_id, attempt, at from giving_try
     where email = ${email} and at > now() - interval '1 day' order by at desc limit 400)
    union all
    (select 'address', pledge_id, attempt, at from giving_try
     where address = ${address} and at > now() - interval '10 minutes' order by at desc limit 400)
    union all
    (select 'campaign', pledge_id, attempt, at from giving_try
     where campaign_id = ${campaignId} and at > now() - interval '10 minutes' order by at desc limit 400))
  select l.scope,
         count(*) filter (where l.at > now() - interval '1 minute')::int as "inMinute",
         count(*)::int as "inDay",
         count(*) filter (where p.end_reason = 'failed' and p.captured_at is null
                          and p.ended_at > now() - interval '10 minutes')::int as declined,
         count(*) filter (where p.captured_at > now() - interval '10 minutes')::int as paid,
         count(*) filter (where p.end_reason = 'failed' and p.captured_at is null
                          and p.ended_at > now() - interval '3 minutes')::int as "declinedJustNow"
  from lately l left join payment p on p.pledge_id = l.pledge_id and p.attempt = l.attempt
  group by l.scope`;

/** Forgets tries that no threshold looks at any more. */
export async function forgetTries(db: Db, olderThanHours: number, limit: number): Promise<number> {
  const rows = await db.query(
    sql`delete from giving_try where (pledge_id, attempt) in (
          select pledge_id, attempt from giving_try
          where at < now() - make_interval(hours => ${olderThanHours}) limit ${limit})
        returning attempt`,
  );
  return rows.length;
}
