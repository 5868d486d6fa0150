import {
  createPledge,
  getGift,
  zCheckout,
  zCreatedPledge,
  zCreatePledge,
  zGetGift,
  zGift,
} from "../pledge/index.ts";
import { guardedCheckout, zGuardedCheckout } from "../shield/index.ts";
import { idempotencyKey, publicProcedure, router } from "./trpc.ts";

export const pledgeRouter = router({
  create: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/pledges",
        tags: ["gifts"],
        summary: "Promise a gift",
        successDescription: "The promise is recorded; nothing is charged yet",
      },
    })
    .input(zCreatePledge)
    .output(zCreatedPledge)
    .mutation(async ({ ctx, input }) => {
      const key = { scope: "api:pledge.create", key: idempotencyKey(ctx) };
      return createPledge(ctx, input, key, (await ctx.readCaller())?.userId);
    }),

  checkout: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/pledges/{token}/checkout",
        tags: ["gifts"],
        summary: "Open the payment page of a gift",
        description:
          "Idempotent by its attempt: while a payment page is open, the answer is that page. 429 `pledge.challenge` asks for a proof of work, see its details.",
      },
    })
    .input(zGuardedCheckout)
    .output(zCheckout)
    .mutation(({ ctx, input }) => guardedCheckout(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/pledges/{token}",
        tags: ["gifts"],
        summary: "What happened to the money of a gift",
      },
    })
    .input(zGetGift)
    .output(zGift)
    .query(({ ctx, input }) => getGift(ctx, input)),
});
