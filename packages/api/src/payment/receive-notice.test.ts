import { afterAll, expect, test } from "vitest";
import { runMortal } from "../model/mortal.ts";
import { createTestContext, noticeAbout, openPage, promiseGift } from "../testing/index.ts";
import { receiveNotice } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

test("a notification that is not stored is not acknowledged: the provider must send it again", async () => {
  const { reference } = await openPage(bench, await promiseGift(bench));
  const notice = noticeAbout(reference);
  let isAcknowledged = false;
  const outcome = await runMortal(
    ctx,
    provider,
    { trouble: { after: 0, isSent: false, survives: true }, script: {} },
    async (mortal) => {
      await receiveNotice(mortal, "sslcommerz", notice);
      isAcknowledged = true;
    },
  );
  expect({ outcome: outcome.kind, isAcknowledged }).toEqual({ outcome: "hit", isAcknowledged: false });
  expect(await ctx.db.prisma.inbox.count()).toBe(0);

  expect(await receiveNotice(ctx, "sslcommerz", notice)).toEqual({ verdict: "accepted", isNew: true });
  expect(await ctx.db.prisma.inbox.count()).toBe(1);
});
