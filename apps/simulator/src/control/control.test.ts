import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestShop, type TestShop } from "../testing/test-shop.ts";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";
import { signFields } from "../sslcommerz/signature.ts";

let simulator: TestSimulator;
let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
  simulator = await startTestSimulator();
});
beforeEach(async () => {
  await simulator.control("/reset");
  shop.received.length = 0;
});
afterAll(async () => {
  await simulator.stop();
  await shop.stop();
});

async function paid(tranId: string): Promise<void> {
  await simulator.init(tranId, { ipn_url: shop.ipnUrl });
  await simulator.control("/sslcommerz/pay", { tranId, outcome: "success", ipn: false });
}

/** Whether the fields carry a signature that the store's password makes over the names they give. */
function isSigned(fields: ReadonlyMap<string, string>): boolean {
  const given = Object.fromEntries(fields);
  const names = (given["verify_key"] ?? "").split(",");
  return signFields(given, "qwerty", names)["verify_sign"] === given["verify_sign"];
}

const send = (mode: string, more: object = {}) =>
  simulator.control("/sslcommerz/ipn", { tranId: "CTL", mode, ...more });

test("switched off, none of it exists", async () => {
  const closed = await startTestSimulator({ control: false });
  try {
    expect(await closed.get("/control/books")).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
    expect(await closed.control("/reset")).toMatchObject({ status: 404 });
  } finally {
    await closed.stop();
  }
});

test("pages of other sites are refused", async () => {
  const foreign = await fetch(`${simulator.url}/control/reset`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(foreign.status).toBe(403);
});

test.each([
  ["/sslcommerz/pay", {}, "outcome"],
  ["/sslcommerz/pay", { outcome: "success" }, "tranId"],
  ["/sslcommerz/pay", { tranId: "x", sessionKey: "y", outcome: "success" }, "sessionKey"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "lottery" }, "outcome"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "success", amountMinor: -1 }, "amountMinor"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "success", amountMinor: 1.5 }, "amountMinor"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "success", at: "yesterday" }, "at"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "success", currencyType: "XOF" }, "currencyType"],
  ["/sslcommerz/pay", { tranId: "x", outcome: "success", surprise: 1 }, "surprise"],
  ["/sslcommerz/charge", { tranId: "x".repeat(31), amountMinor: "1" }, "tranId"],
  ["/sslcommerz/charge", { tranId: "x", amountMinor: "0" }, "amountMinor"],
  ["/sslcommerz/ipn", { tranId: "x", mode: "repeat", copies: 201 }, "copies"],
  ["/faults", { endpoint: "everything", mode: "hang" }, "endpoint"],
  ["/faults", { endpoint: "validate", mode: "hold" }, "mode"],
  ["/accounts", { number: "12345", balanceMinor: "1" }, "number"],
])("POST %s with %o is refused and names %s", async (path, body, name) => {
  const answer = await simulator.control(path, body);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: "bad_input" } } });
  expect(Object(answer.body["error"]).message).toContain(name);
});

test("bodies that are no JSON, of another type or too large are typed refusals", async () => {
  const post = async (body: string, type = "application/json") => {
    const response = await fetch(`${simulator.url}/control/faults`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    return { status: response.status, body: await response.json() };
  };
  expect(await post("{")).toMatchObject({ status: 400, body: { error: { code: "malformed_json" } } });
  expect(await post("{}", "text/plain")).toMatchObject({
    status: 415,
    body: { error: { code: "not_json" } },
  });
  expect(await post(" ".repeat(70_000))).toMatchObject({
    status: 413,
    body: { error: { code: "body_too_large" } },
  });
});

test("a payment page is paid by the key in its address, too", async () => {
  const { sessionkey: sessionKey } = await simulator.init("CTL-KEY");
  expect(await simulator.control("/sslcommerz/pay", { sessionKey, outcome: "success" })).toMatchObject({
    status: 200,
    body: { transaction: { tranId: "CTL-KEY", status: "VALID" } },
  });
  expect(
    await simulator.control("/sslcommerz/pay", { sessionKey: "none", outcome: "success" }),
  ).toMatchObject({
    status: 404,
  });
});

test("unknown sessions and payers are not found", async () => {
  expect(await simulator.control("/sslcommerz/pay", { tranId: "CTL", outcome: "success" })).toMatchObject({
    status: 404,
  });
  await simulator.init("CTL");
  for (const account of ["01799999999", "merchant", "gateway-fees"]) {
    const answer = await simulator.control("/sslcommerz/pay", { tranId: "CTL", outcome: "success", account });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "no_account" } } });
  }
});

test("a wallet opened by hand pays what it holds", async () => {
  await simulator.control("/accounts", { number: "01811111111", name: "Amina", balanceMinor: "150000" });
  await simulator.init("CTL-1");
  await simulator.init("CTL-2");
  const pay = (tranId: string) =>
    simulator.control("/sslcommerz/pay", { tranId, outcome: "success", account: "01811111111" });
  expect((await pay("CTL-1")).body["transaction"]).toMatchObject({ status: "VALID" });
  expect((await pay("CTL-2")).body["transaction"]).toMatchObject({
    status: "FAILED",
    error: "Insufficient balance",
  });
  await simulator.control("/accounts", { number: "01811111111", balanceMinor: 200_000 });
  expect((await pay("CTL-2")).body["transaction"]).toMatchObject({ status: "VALID" });
  expect((await simulator.books())["totals"]).toMatchObject({ isBalanced: true, capturedMinor: "200000" });
});

test("money that nobody asked for is captured under any reference, also beside a payment", async () => {
  const charge = await simulator.control("/sslcommerz/charge", {
    tranId: "NOBODYS",
    amountMinor: "12345",
    ipnUrl: shop.ipnUrl,
  });
  expect(charge.body["transaction"]).toMatchObject({
    status: "VALID",
    origin: "charge",
    amountMinor: "12345",
  });
  await shop.told(1);
  expect(shop.received[0]?.get("tran_id")).toBe("NOBODYS");
  const val_id = String(shop.received[0]?.get("val_id"));
  expect(await simulator.ask("validationserverAPI", { val_id })).toMatchObject({
    status: "VALID",
    amount: "123.45",
  });
  await paid("CTL");
  await simulator.control("/sslcommerz/charge", { tranId: "CTL", amountMinor: "100000" });
  const answer = await simulator.ask("merchantTransIDvalidationAPI", { tran_id: "CTL" });
  expect(answer).toMatchObject({ element: [{ status: "VALID" }, { status: "VALID" }] });
});

test("a repeated notification is the true one, as often as asked for, in parallel or in a row", async () => {
  await paid("CTL");
  const row = await send("repeat", { copies: 5 });
  expect(row.body["answers"]).toHaveLength(5);
  const heap = await send("repeat", { copies: 20, parallel: true });
  expect(heap.body["answers"]).toMatchObject(Array(20).fill({ status: 200, answer: "shop heard it" }));
  expect(shop.received).toHaveLength(25);
  expect(shop.received.every(isSigned)).toBe(true);
  const { body } = await simulator.get("/control/deliveries?tranId=CTL");
  expect(Object(body["deliveries"])).toMatchObject([{ kind: "repeat", state: "sent" }, { kind: "repeat" }]);
});

test("nothing tried is nothing to repeat, and no other payment is no other val_id", async () => {
  await simulator.init("CTL", { ipn_url: shop.ipnUrl });
  expect(await send("repeat")).toMatchObject({ status: 409, body: { error: { code: "nothing_to_send" } } });
  expect(await send("other_val_id")).toMatchObject({ status: 409 });
});

test.each([
  ["forge", false, { status: "VALID" }],
  ["forge_stripped", true, { status: "VALID", verify_key: "base_fair" }],
  ["wrong_amount", true, { amount: "10000.00" }],
  ["wrong_currency", true, { currency_type: "USD" }],
  ["other_store", true, { store_id: "anotherstore" }],
  ["unknown_tran", true, { tran_id: "XTL" }],
  ["late_failed", true, { status: "FAILED", error: "Insufficient balance" }],
])("%s is what it says", async (mode, signed, fields) => {
  await paid("CTL");
  await send(mode);
  const [letter = new Map<string, string>()] = shop.received;
  expect(Object.fromEntries(letter)).toMatchObject(fields);
  expect(isSigned(letter)).toBe(signed);
});

test("the other forgeries: no signature, another val_id, doubled keys, too large, no form", async () => {
  await paid("CTL");
  await paid("CTL-OTHER");
  await send("missing_signature");
  await send("other_val_id", { otherTranId: "CTL-OTHER" });
  await send("duplicate_keys");
  await send("oversized");
  await send("not_a_form");
  expect(shop.received[0]?.has("verify_sign")).toBe(false);
  const { transactions } = await simulator.books();
  expect(shop.received[1]?.get("val_id")).toBe(Object(Object(transactions)[1]).valId);
  expect(shop.received[2]?.get("amount")).toBe("1.00");
  expect(shop.received[3]?.get("padding")).toHaveLength(300 * 1024);
  expect(shop.received[4]?.has("tran_id")).toBe(false);
});

test("the books come in pages, with totals of everything", async () => {
  for (const tranId of ["PG-1", "PG-2", "PG-3"]) await paid(tranId);
  const first = (await simulator.get("/control/books?limit=2")).body;
  expect(first).toMatchObject({
    sessions: [{ tranId: "PG-1" }, { tranId: "PG-2" }],
    totals: { capturedMinor: "300000" },
  });
  const { sessions, transactions } = Object(first["next"]);
  const rest = (
    await simulator.get(`/control/books?limit=2&sessionsAfter=${sessions}&transactionsAfter=${transactions}`)
  ).body;
  expect(rest).toMatchObject({ sessions: [{ tranId: "PG-3" }], next: { sessions: null } });
  expect(await simulator.get("/control/books?limit=0")).toMatchObject({ status: 400 });
  expect(await simulator.get("/control/books?limit=10001")).toMatchObject({ status: 400 });
});

test("a reset is the first day again", async () => {
  await paid("CTL");
  await simulator.control("/faults", { endpoint: "init", mode: "fail_500" });
  await simulator.control("/reset");
  const books = await simulator.books();
  expect(books).toMatchObject({
    sessions: [],
    transactions: [],
    totals: { capturedMinor: "0", isBalanced: true },
  });
  expect(Object(books["accounts"])).toContainEqual(
    expect.objectContaining({ id: "01700000001", balanceMinor: "5000000000" }),
  );
  expect((await simulator.get("/control/faults")).body).toEqual({ faults: [] });
});
