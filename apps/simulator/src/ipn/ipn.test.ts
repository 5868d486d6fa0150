import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestShop, type TestShop } from "../testing/test-shop.ts";
import { startTestSimulator, type AnyObject, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
  simulator = await startTestSimulator();
});
beforeEach(() => {
  shop.received.length = 0;
  shop.answers.length = 0;
});
afterEach(async () => {
  await fetch(`${simulator.url}/control/faults`, { method: "DELETE" });
});
afterAll(async () => {
  await simulator.stop();
  await shop.stop();
});

async function pay(tranId: string, from: TestSimulator = simulator): Promise<void> {
  await from.init(tranId, { ipn_url: shop.ipnUrl });
  await from.control("/sslcommerz/pay", { tranId, outcome: "success" });
}

async function deliveriesOf(tranId: string, from: TestSimulator = simulator): Promise<AnyObject[]> {
  const { body } = await from.get(`/control/deliveries?tranId=${tranId}`);
  return Object(body["deliveries"]);
}

/** Until the log of a payment's only notification says so. */
const untilState = (tranId: string, state: string) =>
  expect.poll(() => deliveriesOf(tranId), { interval: 10 }).toMatchObject([{ state }]);

test("a notification is repeated until the shop takes it, and every try is in the log", async () => {
  shop.answers.push(500, 302);
  await pay("IPN-RETRY");
  await shop.told(3);
  await untilState("IPN-RETRY", "delivered");
  const [delivery] = await deliveriesOf("IPN-RETRY");
  const tries = [{ status: 500, answer: "shop heard it" }, { status: 302 }, { status: 200 }];
  expect(delivery).toMatchObject({ kind: "VALID", url: shop.ipnUrl, tries });
  expect(new Set(shop.received.map((fields) => fields.get("verify_sign"))).size).toBe(1);
});

test("it gives up after the last retry", async () => {
  shop.answers.push(500, 500, 500, 500, 500, 500);
  await pay("IPN-FAIL");
  await untilState("IPN-FAIL", "failed");
  expect(shop.received).toHaveLength(4);
});

test("a shop that is down is no answer, with the reason", async () => {
  await simulator.init("IPN-DOWN", { ipn_url: "http://127.0.0.1:9/ipn" });
  await simulator.control("/sslcommerz/pay", { tranId: "IPN-DOWN", outcome: "success" });
  await untilState("IPN-DOWN", "failed");
  const [delivery] = await deliveriesOf("IPN-DOWN");
  expect(Object(delivery).tries[0]).toMatchObject({
    status: null,
    answer: expect.stringContaining("fetch failed"),
  });
});

test("held notifications wait for their release", async () => {
  await simulator.control("/faults", { endpoint: "ipn", mode: "hold" });
  await pay("IPN-HOLD-1");
  await pay("IPN-HOLD-2");
  await untilState("IPN-HOLD-1", "held");
  expect(shop.received).toHaveLength(0);
  expect((await simulator.control("/ipn/release")).body).toEqual({ released: 2 });
  await shop.told(2);
});

test("dropped ones are never sent, duplicated ones twice, delayed ones late", async () => {
  await simulator.control("/faults", { endpoint: "ipn", mode: "drop", times: 1 });
  await pay("IPN-DROP");
  await untilState("IPN-DROP", "dropped");
  await simulator.control("/faults", { endpoint: "ipn", mode: "duplicate", times: 1 });
  await pay("IPN-DOUBLE");
  await shop.told(2);
  expect(shop.received.map((fields) => fields.get("tran_id"))).toEqual(["IPN-DOUBLE", "IPN-DOUBLE"]);
  await simulator.control("/faults", { endpoint: "ipn", mode: "delay", times: 1, delayMs: 150 });
  const before = performance.now();
  await pay("IPN-DELAY");
  await shop.told(3);
  expect(performance.now() - before).toBeGreaterThanOrEqual(145);
});

test("early: the shop is told before its initiate call is answered", async () => {
  await simulator.control("/faults", { endpoint: "ipn", mode: "early", times: 1 });
  const answer = await simulator.init("IPN-EARLY", { ipn_url: shop.ipnUrl });
  expect(shop.received[0]?.get("tran_id")).toBe("IPN-EARLY");
  expect(answer["status"]).toBe("SUCCESS");
});

test("a shop that gave no address, or a payment that shall be silent, sends nothing", async () => {
  await simulator.init("IPN-NONE");
  const { body } = await simulator.control("/sslcommerz/pay", { tranId: "IPN-NONE", outcome: "success" });
  expect(body["deliveryId"]).toBeNull();
  await simulator.init("IPN-SILENT", { ipn_url: shop.ipnUrl });
  await simulator.control("/sslcommerz/pay", { tranId: "IPN-SILENT", outcome: "success", ipn: false });
  expect(await deliveriesOf("IPN-SILENT")).toEqual([]);
});

test("what was queued before a restart is sent after it", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "simulator-restart-"));
  try {
    shop.answers.push(503);
    const first = await startTestSimulator({ dataDir, ipnRetryDelaysMs: [200] });
    await pay("IPN-RESTART", first);
    await shop.told(1);
    await first.stop();
    const second = await startTestSimulator({ dataDir });
    await shop.told(2);
    await expect
      .poll(() => deliveriesOf("IPN-RESTART", second), { interval: 10 })
      .toMatchObject([{ state: "delivered" }]);
    expect((await second.books())["totals"]).toMatchObject({ capturedMinor: "100000", isBalanced: true });
    await second.stop();
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
