import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.stop());

test("a complete request opens a session with a payment page", async () => {
  const answer = await simulator.init("INIT-OK");
  expect(answer).toMatchObject({ status: "SUCCESS", failedreason: "" });
  expect(answer["sessionkey"]).toMatch(/^[0-9A-F]{32}$/);
  expect(answer["GatewayPageURL"]).toBe(`${simulator.url}/EasyCheckOut/${String(answer["sessionkey"])}`);
});

test("a wrong store or password is refused with HTTP 200 and the gateway's words", async () => {
  for (const changes of [{ store_id: "other" }, { store_passwd: "wrong" }, { store_passwd: undefined }]) {
    const answer = await simulator.init("INIT-STORE", changes);
    expect(answer["status"]).toBe("FAILED");
    expect(answer["failedreason"]).toContain("Store Credential");
  }
});

test.each([
  ["total_amount", "9.99"],
  ["total_amount", "500000.01"],
  ["total_amount", "1000.001"],
  ["total_amount", "1e3"],
  ["currency", "XOF"],
  ["tran_id", "x".repeat(31)],
  ["tran_id", "with space"],
  ["success_url", "javascript:alert(1)"],
  ["success_url", `http://localhost/${"x".repeat(255)}`],
  ["cus_name", "x".repeat(51)],
  ["cus_email", "nobody"],
  ["shipping_method", "MAYBE"],
  ["num_of_item", "one"],
  ["product_profile", "gift"],
  ["value_a", "x".repeat(256)],
])("a bad %s is refused by name", async (name, value) => {
  const answer = await simulator.init("INIT-BAD", { [name]: value });
  expect(answer["status"]).toBe("FAILED");
  expect(answer["failedreason"]).toContain(`'${name}'`);
});

test.each([
  "total_amount",
  "currency",
  "tran_id",
  "product_category",
  "success_url",
  "fail_url",
  "cancel_url",
  "cus_name",
  "cus_email",
  "cus_add1",
  "cus_city",
  "cus_postcode",
  "cus_country",
  "cus_phone",
  "shipping_method",
  "num_of_item",
  "product_name",
  "product_profile",
])("a missing %s is refused by name", async (name) => {
  const answer = await simulator.init("INIT-MISSING", { [name]: undefined });
  expect(answer).toMatchObject({ status: "FAILED", GatewayPageURL: "" });
  expect(answer["failedreason"]).toContain(`'${name}'`);
});

test("both limits of the amount are allowed, and another currency is converted before it is judged", async () => {
  expect(await simulator.init("INIT-LOW", { total_amount: "10.00" })).toMatchObject({ status: "SUCCESS" });
  expect(await simulator.init("INIT-HIGH", { total_amount: "500000.00" })).toMatchObject({
    status: "SUCCESS",
  });
  expect(await simulator.init("INIT-USD", { total_amount: "1.00", currency: "USD" })).toMatchObject({
    status: "SUCCESS",
  });
  expect(await simulator.init("INIT-USD-2", { total_amount: "5000.00", currency: "USD" })).toMatchObject({
    status: "FAILED",
  });
});

test("shipping needs an address", async () => {
  const answer = await simulator.init("INIT-SHIP", { shipping_method: "YES" });
  expect(answer["failedreason"]).toContain("'ship_city' is missing");
});

test("a tran_id serves one session: reuse is refused before and after it was paid, for different reasons", async () => {
  await simulator.init("INIT-TWICE");
  expect((await simulator.init("INIT-TWICE"))["failedreason"]).toContain("already used");
  await simulator.control("/sslcommerz/pay", { tranId: "INIT-TWICE", outcome: "success" });
  expect((await simulator.init("INIT-TWICE"))["failedreason"]).toContain("already paid");
});

test("what is not a form, or too large, is refused before it is read", async () => {
  const path = `${simulator.url}/gwprocess/v4/api.php`;
  const asJson = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await fetch(path, asJson)).status).toBe(415);
  expect((await simulator.form("/gwprocess/v4/api.php", { x: "x".repeat(70_000) })).status).toBe(413);
  expect((await fetch(path)).status).toBe(405);
});

test("the same tran_id gets the same ids in another simulator", async () => {
  const other = await startTestSimulator();
  try {
    const [here, there] = await Promise.all([simulator.init("INIT-SEED"), other.init("INIT-SEED")]);
    expect(there["sessionkey"]).toBe(here["sessionkey"]);
    const pay = { tranId: "INIT-SEED", outcome: "success" };
    const paid = await Promise.all([
      simulator.control("/sslcommerz/pay", pay),
      other.control("/sslcommerz/pay", pay),
    ]);
    const [one, two] = paid.map(({ body }) => body["transaction"]);
    expect(one).toMatchObject({ status: "VALID", valId: expect.stringMatching(/^val\w{25}$/) });
    expect(two).toMatchObject({ valId: Object(one).valId, bankTranId: Object(one).bankTranId });
  } finally {
    await other.stop();
  }
});
