import { readDonorStatistics } from "@careforall/db/donor";
import { zCurrency } from "@careforall/domain/money";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import type { DonorStatistics } from "./donor.view.ts";
import { donorIdOf, zDonorEmail } from "./list-donations.ts";

export const zGetDonorStatistics = z.strictObject({ email: zDonorEmail });

/**
 * What a donor gave, per currency in which a gift stands. Private, like the history (`listDonations`). 404
 * `donor.not_found`.
 */
export async function getDonorStatistics(
  ctx: Pick<Context, "db">,
  input: z.input<typeof zGetDonorStatistics>,
): Promise<DonorStatistics> {
  const { email } = zGetDonorStatistics.parse(input);
  const rows = await readDonorStatistics(ctx.db, await donorIdOf(ctx, email));
  return {
    items: rows.map(({ givenMinor, firstGiftAt, lastGiftAt, ...row }) => ({
      ...row,
      currency: zCurrency.parse(row.currency),
      givenMinor: `${givenMinor}`,
      firstGiftAt: firstGiftAt.toISOString(),
      lastGiftAt: lastGiftAt.toISOString(),
    })),
  };
}
