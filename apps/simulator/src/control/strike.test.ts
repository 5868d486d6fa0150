import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
beforeEach(() => simulator.control("/reset"));
afterAll(() => simulator.stop());

const plan = (endpoint: string, mode: string, more: object = {}) =>
  simulator.control("/faults", { endpoint, mode, ...more });

const QUERY =
  "/validator/api/merchantTransIDvalidationAPI.php?store_id=testbox&store_passwd=qwerty&tran_id=STRIKE";

test("an answer can be an error or garbage, so many times and then no more", async () => {
  await plan("query", "fail_500", { times: 2 });
  await plan("query", "garbage", { times: 1 });
  const statuses = [];
  for (let call = 0; call < 4; call += 1) {
    const response = await fetch(simulator.url + QUERY);
    statuses.push([response.status, (await response.text()).slice(0, 1)]);
  }
  expect(statuses).toEqual([
    [500, "I"],
    [500, "I"],
    [200, "<"],
    [200, "{"],
  ]);
});

test.each(["drop", "reset"])("%s closes the connection and does nothing", async (mode) => {
  await plan("init", mode, { times: 1 });
  await expect(simulator.init("STRIKE")).rejects.toThrow("fetch failed");
  expect((await simulator.books())["sessions"]).toEqual([]);
});

test("a lost answer was work that was done", async () => {
  await plan("init", "lost_answer", { times: 1 });
  await expect(simulator.init("STRIKE")).rejects.toThrow("fetch failed");
  expect((await simulator.books())["sessions"]).toMatchObject([{ tranId: "STRIKE", status: "open" }]);
});

test("a lost answer to a validation still was the first one", async () => {
  await simulator.init("STRIKE");
  const { body } = await simulator.control("/sslcommerz/pay", { tranId: "STRIKE", outcome: "success" });
  const val_id = String(Object(body["transaction"]).valId);
  await plan("validate", "lost_answer", { times: 1 });
  await expect(simulator.ask("validationserverAPI", { val_id })).rejects.toThrow("fetch failed");
  expect(await simulator.ask("validationserverAPI", { val_id })).toMatchObject({ status: "VALIDATED" });
});

test("a delayed call is answered in full, later", async () => {
  await plan("init", "delay", { times: 1, delayMs: 120 });
  const before = performance.now();
  expect(await simulator.init("STRIKE")).toMatchObject({ status: "SUCCESS" });
  expect(performance.now() - before).toBeGreaterThanOrEqual(115);
});

test("a hanging call does not answer, others do, and a stop does not wait for it", async () => {
  const own = await startTestSimulator();
  await own.control("/faults", { endpoint: "query", mode: "hang", times: 1 });
  const hanging = fetch(own.url + QUERY).catch(() => "cut off");
  const raced = await Promise.race([
    hanging,
    new Promise((resolve) => setTimeout(resolve, 100, "still waiting")),
  ]);
  expect(raced).toBe("still waiting");
  expect((await fetch(own.url + QUERY)).status).toBe(200);
  const before = performance.now();
  await own.stop();
  expect(await hanging).toBe("cut off");
  expect(performance.now() - before).toBeLessThan(2_000);
});

test("trouble is listed and lifted by endpoint", async () => {
  await plan("init", "fail_500");
  await plan("refund", "hang", { times: 3 });
  expect((await simulator.get("/control/faults")).body).toMatchObject({
    faults: [
      { endpoint: "init", mode: "fail_500", timesLeft: null },
      { endpoint: "refund", timesLeft: 3 },
    ],
  });
  const lifted = await fetch(`${simulator.url}/control/faults?endpoint=init`, { method: "DELETE" });
  expect(await lifted.json()).toEqual({ lifted: 1 });
  expect(await simulator.init("STRIKE")).toMatchObject({ status: "SUCCESS" });
});
