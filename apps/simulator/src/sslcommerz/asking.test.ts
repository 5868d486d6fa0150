import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSimulator, type AnyObject, type TestSimulator } from "../testing/test-simulator.ts";
import { toDhakaTime } from "./dhaka-time.ts";

let simulator: TestSimulator;
let clock = Date.parse("2026-11-20T09:30:00Z");
beforeAll(async () => {
  simulator = await startTestSimulator({ now: () => clock });
});
afterAll(() => simulator.stop());

const query = (tranId: string) => simulator.ask("merchantTransIDvalidationAPI", { tran_id: tranId });
const pay = (tranId: string, outcome: string, more: AnyObject = {}) =>
  simulator.control("/sslcommerz/pay", { tranId, outcome, ...more });

async function paidValId(tranId: string, more: AnyObject = {}): Promise<string> {
  const { body } = await pay(tranId, "success", more);
  return String(Object(body["transaction"]).valId);
}

test("the first validation says VALID, every later one VALIDATED, with the fields of the payment", async () => {
  await simulator.init("ASK-VALID", { value_a: "our-own-id" });
  const val_id = await paidValId("ASK-VALID");
  const first = await simulator.ask("validationserverAPI", { val_id });
  expect(first).toMatchObject({
    APIConnect: "DONE",
    status: "VALID",
    tran_id: "ASK-VALID",
    val_id,
    amount: "1000.00",
    store_amount: "975.00",
    currency: "BDT",
    currency_type: "BDT",
    currency_amount: "1000.00",
    card_type: "BKASH-BKash",
    risk_level: "0",
    value_a: "our-own-id",
    tran_date: "2026-11-20 15:30:00",
  });
  expect(await simulator.ask("validationserverAPI", { val_id })).toMatchObject({
    ...first,
    status: "VALIDATED",
  });
});

test("of many who validate at once, exactly one is the first", async () => {
  await simulator.init("ASK-RACE");
  const val_id = await paidValId("ASK-RACE");
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => simulator.ask("validationserverAPI", { val_id })),
  );
  expect(answers.filter(({ status }) => status === "VALID")).toHaveLength(1);
  expect(answers.filter(({ status }) => status === "VALIDATED")).toHaveLength(9);
});

test("an unknown val_id is an invalid transaction; a wrong store is not heard at all", async () => {
  expect(await simulator.ask("validationserverAPI", { val_id: "nobodys" })).toMatchObject({
    APIConnect: "DONE",
    status: "INVALID_TRANSACTION",
  });
  for (const [question, APIConnect] of [
    [{ val_id: "nobodys", store_passwd: "wrong" }, "FAILED"],
    [{ val_id: "" }, "INVALID_REQUEST"],
  ] as const) {
    expect(await simulator.ask("validationserverAPI", question)).toMatchObject({ APIConnect });
  }
  expect(await simulator.ask("merchantTransIDvalidationAPI", { tran_id: "x", store_id: "other" })).toEqual({
    APIConnect: "FAILED",
  });
});

test("a query lists every try in order and PENDING while the donor can still pay", async () => {
  await simulator.init("ASK-TRIES");
  expect(await query("ASK-TRIES")).toMatchObject({
    no_of_trans_found: 1,
    element: [{ status: "PENDING", val_id: "" }],
  });
  clock += 60_000;
  await pay("ASK-TRIES", "fail_and_stay");
  const tran_date = toDhakaTime(clock);
  expect(await query("ASK-TRIES")).toMatchObject({
    element: [
      { status: "FAILED", tran_date },
      { status: "PENDING", tran_date },
    ],
  });
  const val_id = await paidValId("ASK-TRIES");
  const paid = { status: "VALID", val_id, bank_gw: "bkash" };
  expect(await query("ASK-TRIES")).toMatchObject({
    no_of_trans_found: 2,
    element: [{ status: "FAILED", val_id: "" }, paid],
  });
  await simulator.ask("validationserverAPI", { val_id });
  expect(await query("ASK-TRIES")).toMatchObject({ element: [{}, { status: "VALIDATED" }] });
});

test("an unknown tran_id is an empty list, and a session key is answered with one object", async () => {
  expect(await query("ASK-NOBODY")).toEqual({ APIConnect: "DONE", no_of_trans_found: 0, element: [] });
  const { sessionkey } = await simulator.init("ASK-KEY");
  await pay("ASK-KEY", "fail_and_stay");
  await paidValId("ASK-KEY");
  const answer = await simulator.ask("merchantTransIDvalidationAPI", { sessionkey: String(sessionkey) });
  expect(answer).toMatchObject({ APIConnect: "DONE", status: "VALID", tran_id: "ASK-KEY" });
});

test.each([
  ["insufficient_funds", "FAILED", "Insufficient balance"],
  ["wrong_pin", "FAILED", "Wrong PIN"],
  ["cancel", "CANCELLED", "Cancelled by User"],
  ["expire", "EXPIRED", "Session expired"],
  ["unattempted", "UNATTEMPTED", "Customer did not choose to pay any channel"],
])("the outcome %s shows as %s", async (outcome, status, error) => {
  const tranId = `ASK-${outcome}`;
  await simulator.init(tranId);
  await pay(tranId, outcome);
  expect(await query(tranId)).toMatchObject({
    no_of_trans_found: 1,
    element: [{ status, error, val_id: "" }],
  });
});

test("a success after the cancellation is possible, a second success is not", async () => {
  await simulator.init("ASK-LATE");
  await pay("ASK-LATE", "cancel");
  await paidValId("ASK-LATE");
  expect(await query("ASK-LATE")).toMatchObject({ element: [{ status: "CANCELLED" }, { status: "VALID" }] });
  expect(await pay("ASK-LATE", "success")).toMatchObject({
    status: 409,
    body: { error: { code: "already_paid" } },
  });
});

test("a session ends by itself when its time is over, once", async () => {
  await simulator.init("ASK-END");
  clock += 30 * 60_000 - 1;
  expect(await query("ASK-END")).toMatchObject({ element: [{ status: "PENDING" }] });
  clock += 1;
  expect(await query("ASK-END")).toMatchObject({ element: [{ status: "EXPIRED" }] });
  expect(await query("ASK-END")).toMatchObject({ no_of_trans_found: 1 });
});

test("the provider can capture another amount, claim another currency, see a risk, and date it back", async () => {
  await simulator.init("ASK-ODD");
  const val_id = await paidValId("ASK-ODD", {
    amountMinor: "122100",
    currencyType: "USD",
    riskLevel: 1,
    at: "2026-01-02T20:00:00Z",
  });
  expect(await simulator.ask("validationserverAPI", { val_id })).toMatchObject({
    amount: "1221.00",
    currency: "BDT",
    currency_type: "USD",
    currency_amount: "10.00",
    currency_rate: "122.1000",
    risk_level: "1",
    risk_title: "High Risk",
    tran_date: "2026-01-03 02:00:00",
  });
});

test("an amount asked for in dollars is held in taka and echoed in dollars", async () => {
  await simulator.init("ASK-USD", { total_amount: "25.00", currency: "USD" });
  const val_id = await paidValId("ASK-USD");
  const fields = {
    amount: "3052.50",
    currency_type: "USD",
    currency_amount: "25.00",
    store_amount: "2976.19",
  };
  expect(await simulator.ask("validationserverAPI", { val_id })).toMatchObject(fields);
});
