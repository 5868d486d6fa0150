import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { processNotices, receiveNotice } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import { createTestContext, giveGift, noticeAbout, openPage, promiseGift } from "./index.ts";

const bench = await createTestContext();
afterAll(() => bench.drop());

test("a gift made with the test's tools goes the whole way through the real verbs", async () => {
  const { token } = await giveGift(bench, { tipMinor: "2500", feeCoverMinor: "1000" });
  await settleConsumers(bench.ctx);

  expect(await getGift(bench.ctx, { token })).toMatchObject({ truth: "received", isCounted: true });
  const total = await bench.ctx.db.prisma.campaignTotal.findUniqueOrThrow({
    where: { campaignId: bench.campaign.id },
  });
  expect(total).toMatchObject({ raisedMinor: 50_000n, giftCount: 1 });
});

test("a scripted provider that is down answers neither a checkout nor a question", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  const asks = bench.provider.calls.askPayment;
  bench.provider.isDown = true;
  try {
    await expect(openPage(bench, await promiseGift(bench))).rejects.toMatchObject({ kind: "unavailable" });
    expect((await receiveNotice(bench.ctx, "sslcommerz", noticeAbout(opened.reference))).verdict).toBe(
      "accepted",
    );
    await processNotices(bench.ctx);
  } finally {
    bench.provider.isDown = false;
  }
  expect(bench.provider.calls.askPayment).toBe(asks + 1);
  expect(await getGift(bench.ctx, { token: opened.token, ask: false })).toMatchObject({ truth: "unknown" });
});

test("a notification that the scripted provider did not write is rejected", async () => {
  const request = { body: '{"reference":7}', contentType: "application/json" };
  expect((await receiveNotice(bench.ctx, "sslcommerz", request)).verdict).toBe("rejected");
});
