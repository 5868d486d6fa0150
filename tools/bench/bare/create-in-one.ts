import type pg from "pg";
import type { BareHandler } from "./answer.ts";
import { readPledge } from "./pledge-input.ts";
import { writePledge } from "./write-pledge.ts";

/** The limit: one statement finds the campaign and writes everything. */
export const bareCreateInOne =
  (pool: pg.Pool): BareHandler =>
  async ({ body, key }) => {
    const wish = readPledge(body);
    return (await writePledge(pool, wish, key))
      ? { status: 201, value: wish.answer }
      : { status: 409, value: {} };
  };
