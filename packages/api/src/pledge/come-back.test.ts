import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, ended, openPage, promiseGift, type TestContext } from "../testing/index.ts";
import { comeBack } from "./come-back.ts";
import { getGift } from "./get-gift.ts";

let bench: TestContext;

beforeAll(async () => {
  bench = await createTestContext();
});
afterAll(() => bench.drop());

test("a refusal is known on return, also when somebody asked a moment before it happened", async () => {
  const { token, reference } = await openPage(bench, await promiseGift(bench));
  expect(await getGift(bench.ctx, { token })).toMatchObject({ truth: "being_confirmed" });
  bench.provider.knows(reference, [ended("failed")]);
  expect(await comeBack(bench.ctx, { token })).toMatchObject({
    truth: "not_charged",
    endReason: "failed",
    mayRetry: true,
  });
});

test("a provider that does not answer holds no returning donor up", async () => {
  const { token } = await openPage(bench, await promiseGift(bench));
  bench.provider.isDown = true;
  const asked = bench.provider.calls.askPayment;
  expect(await comeBack(bench.ctx, { token })).toMatchObject({ truth: "unknown" });
  expect(bench.provider.calls.askPayment - asked).toBe(1);
  bench.provider.isDown = false;
});

test("S-63: who comes back without having decided is shown the open payment after a bounded wait", async () => {
  const { token } = await openPage(bench, await promiseGift(bench));
  const asked = bench.provider.calls.askPayment;
  expect(await comeBack(bench.ctx, { token })).toMatchObject({ truth: "being_confirmed" });
  // At most one question a second, however often the browser comes back.
  expect(bench.provider.calls.askPayment - asked).toBeLessThanOrEqual(6);
});
