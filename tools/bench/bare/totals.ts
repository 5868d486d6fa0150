import type pg from "pg";
import type { BareHandler } from "./answer.ts";

type Row = { readonly raised: string | null; readonly gifts: number | null };

/** The row that the product reads too, with the same three look-ups by key. */
const TOTALS = {
  name: "bare-totals",
  text: `select c.currency, c.goal_minor::text as goal, c.created_at as "createdAt", s.raised_minor::text as raised,
                s.gift_count as gifts, s.version::text as version, s.updated_at as "updatedAt",
                (select caught_up_at from consumer_progress where consumer = 'totals') as "caughtUpAt"
         from campaign c left join campaign_total s on s.campaign_id = c.id
         where c.slug = $1 and c.status in ('active', 'closing', 'completed', 'expired')`,
};

/**
 * What a page would ask without a table of totals. It does not even join the payments to see which pledges were paid,
 * so it is quicker than an honest sum.
 */
const SUM = {
  name: "bare-sum",
  text: `select c.currency, c.goal_minor::text as goal, s.raised, s.gifts
         from campaign c,
              lateral (select coalesce(sum(g.gift_minor), 0)::text as raised, count(*)::int as gifts
                       from pledge g where g.campaign_id = c.id) s
         where c.slug = $1`,
};

const readWith =
  (pool: pg.Pool, statement: { readonly name: string; readonly text: string }): BareHandler =>
  async ({ name }) => {
    const { rows } = await pool.query<Row>({ ...statement, values: [name] });
    const [row] = rows;
    return row === undefined ? { status: 404, value: {} } : { status: 200, value: { data: row } };
  };

export const bareTotals = (pool: pg.Pool): BareHandler => readWith(pool, TOTALS);
export const bareSum = (pool: pg.Pool): BareHandler => readWith(pool, SUM);
