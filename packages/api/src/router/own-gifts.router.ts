import * as z from "zod";
import { zDonorStatistics } from "../donor/index.ts";
import {
  getOwnStatistics,
  getStatement,
  listOwnGifts,
  listOwnYears,
  resendReceipt,
  zGetStatement,
  zListOwnGifts,
  zOwnGiftList,
  zOwnYears,
  zResendReceipt,
  zStatement,
} from "../own-gifts/index.ts";
import { router, signedInProcedure } from "./trpc.ts";

const zNothing = z.strictObject({});

/** The gifts of whoever is signed in. There is no way to name somebody else. */
export const ownGiftsRouter = router({
  list: signedInProcedure
    .input(zListOwnGifts)
    .output(zOwnGiftList)
    .query(({ ctx, input }) => listOwnGifts(ctx, input, ctx.caller)),

  years: signedInProcedure
    .input(zNothing)
    .output(zOwnYears)
    .query(({ ctx }) => listOwnYears(ctx, ctx.caller)),

  statistics: signedInProcedure
    .input(zNothing)
    .output(zDonorStatistics)
    .query(({ ctx }) => getOwnStatistics(ctx, ctx.caller)),

  statement: signedInProcedure
    .input(zGetStatement)
    .output(zStatement)
    .query(({ ctx, input }) => getStatement(ctx, input, ctx.caller)),

  resendReceipt: signedInProcedure
    .input(zResendReceipt)
    .output(z.object({ outcome: z.enum(["sent", "on_its_way"]) }))
    .mutation(({ ctx, input }) => resendReceipt(ctx, input, ctx.caller)),
});
