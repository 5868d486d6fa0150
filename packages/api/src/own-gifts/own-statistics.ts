import { readOwnStatistics } from "@careforall/db/own-gifts";
import { zCurrency } from "@careforall/domain/money";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import type { DonorStatistics } from "../donor/donor.view.ts";

/** What whoever asks has given, per currency in which a gift of theirs stands: gift parts, less what went back. */
export async function getOwnStatistics(ctx: Pick<Context, "db">, caller: Caller): Promise<DonorStatistics> {
  const rows = await readOwnStatistics(ctx.db, caller.userId);
  return {
    items: rows.map(({ currency, givenMinor, firstGiftAt, lastGiftAt, ...row }) => ({
      ...row,
      currency: zCurrency.parse(currency),
      givenMinor: `${givenMinor}`,
      firstGiftAt: firstGiftAt.toISOString(),
      lastGiftAt: lastGiftAt.toISOString(),
    })),
  };
}
