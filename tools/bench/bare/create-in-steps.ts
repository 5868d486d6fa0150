import type pg from "pg";
import type { BareHandler } from "./answer.ts";
import { readPledge } from "./pledge-input.ts";
import { writePledge } from "./write-pledge.ts";

// The same two round trips as the product's: the campaign and the time, then everything that is written.

const FIND = {
  name: "bare-find",
  text: `select now() as at, id, status, currency, ends_at as "endsAt" from campaign where slug = $1`,
};

export const bareCreateInSteps =
  (pool: pg.Pool): BareHandler =>
  async ({ body, key }) => {
    const wish = readPledge(body);
    const found = await pool.query<{ status: string }>({ ...FIND, values: [wish.campaignSlug] });
    const isWritten = found.rows[0]?.status === "active" && (await writePledge(pool, wish, key));
    return isWritten ? { status: 201, value: wish.answer } : { status: 409, value: {} };
  };
