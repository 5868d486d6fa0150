import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";

const DELAY_MS = 60_000;
let simulator: TestSimulator;
let clock = Date.parse("2026-11-20T09:30:00Z");
beforeAll(async () => {
  simulator = await startTestSimulator({ now: () => clock, refundDelayMs: DELAY_MS });
});
afterAll(() => simulator.stop());

async function paidBankTranId(tranId: string): Promise<string> {
  await simulator.init(tranId);
  const { body } = await simulator.control("/sslcommerz/pay", { tranId, outcome: "success" });
  return String(Object(body["transaction"]).bankTranId);
}

const refund = (bank_tran_id: string, refund_trans_id: string, refund_amount: string) =>
  simulator.ask("merchantTransIDvalidationAPI", {
    bank_tran_id,
    refund_trans_id,
    refund_amount,
    refund_remarks: "asked",
  });

const refundState = (refund_ref_id: unknown) =>
  simulator.ask("merchantTransIDvalidationAPI", { refund_ref_id: String(refund_ref_id) });

async function balanceOf(id: string): Promise<bigint> {
  const { accounts } = await simulator.books();
  const account = Array.isArray(accounts) ? accounts.find((one) => Object(one).id === id) : undefined;
  return BigInt(Object(account).balanceMinor);
}

test("an accepted refund moves money only when it is paid back", async () => {
  const bankTranId = await paidBankTranId("REF-1");
  const [donorBefore, shopBefore] = [await balanceOf("01700000001"), await balanceOf("merchant")];
  const accepted = await refund(bankTranId, "R-1", "400.00");
  expect(accepted).toMatchObject({
    APIConnect: "DONE",
    status: "success",
    trans_id: "REF-1",
    bank_tran_id: bankTranId,
  });
  expect(await refundState(accepted["refund_ref_id"])).toMatchObject({
    status: "processing",
    refunded_on: "",
  });
  expect(await balanceOf("01700000001")).toBe(donorBefore);
  clock += DELAY_MS;
  expect(await refundState(accepted["refund_ref_id"])).toMatchObject({
    status: "refunded",
    refunded_on: "2026-11-20 15:31:00",
  });
  expect(await balanceOf("01700000001")).toBe(donorBefore + 40_000n);
  expect(await balanceOf("merchant")).toBe(shopBefore - 40_000n);
  expect((await simulator.books())["totals"]).toMatchObject({ isBalanced: true, refundedMinor: "40000" });
});

test("the same request again is 'processing' with the same id, another one under the same id is refused", async () => {
  const bankTranId = await paidBankTranId("REF-2");
  const first = await refund(bankTranId, "R-2", "100.00");
  expect(await refund(bankTranId, "R-2", "100")).toMatchObject({
    status: "processing",
    refund_ref_id: first["refund_ref_id"],
  });
  expect(await refund(bankTranId, "R-2", "200.00")).toMatchObject({ status: "failed" });
});

test("refunds never exceed the payment, also when they come at once", async () => {
  const bankTranId = await paidBankTranId("REF-3");
  const answers = await Promise.all(["a", "b", "c"].map((id) => refund(bankTranId, `R-3${id}`, "400.00")));
  expect(answers.filter(({ status }) => status === "success")).toHaveLength(2);
  expect(await refund(bankTranId, "R-3d", "200.01")).toMatchObject({
    status: "failed",
    errorReason: "Refund amount exceeds the balance",
  });
  expect(await refund(bankTranId, "R-3e", "200.00")).toMatchObject({ status: "success" });
});

test("a cancelled refund gives its amount free again", async () => {
  const bankTranId = await paidBankTranId("REF-4");
  await simulator.control("/faults", { endpoint: "refund", mode: "hold", times: 1 });
  const held = await refund(bankTranId, "R-4", "1000.00");
  clock += DELAY_MS;
  expect(await refundState(held["refund_ref_id"])).toMatchObject({ status: "processing" });
  const cancel = { refund: "R-4", outcome: "cancelled" };
  expect(await simulator.control("/sslcommerz/refund", cancel)).toMatchObject({
    status: 200,
    body: { refund: { status: "cancelled" } },
  });
  expect(await simulator.control("/sslcommerz/refund", cancel)).toMatchObject({ status: 409 });
  expect(await refund(bankTranId, "R-4b", "1000.00")).toMatchObject({ status: "success" });
});

test.each([
  ["an unknown payment", { bank_tran_id: "nobodys" }],
  ["no refund_trans_id", { refund_trans_id: "" }],
  ["a refund_trans_id of 31 characters", { refund_trans_id: "x".repeat(31) }],
  ["an amount of nothing", { refund_amount: "0.00" }],
  ["an amount that is none", { refund_amount: "all" }],
])("%s is refused", async (_name, changes) => {
  const question = {
    bank_tran_id: "b",
    refund_trans_id: "R-5",
    refund_amount: "1.00",
    refund_remarks: "x",
    ...changes,
  };
  expect(await simulator.ask("merchantTransIDvalidationAPI", question)).toMatchObject({ status: "failed" });
});

test("the dashboard can refund without the shop", async () => {
  await paidBankTranId("REF-6");
  const answer = await simulator.control("/sslcommerz/dashboard-refund", {
    tranId: "REF-6",
    amountMinor: "1000",
    refundTransId: "D-6",
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { refund: { status: "processing", amountMinor: "1000" } },
  });
});

test("of two successes the dashboard refunds the one that is named, and the question about it says which", async () => {
  const first = await paidBankTranId("REF-7");
  await simulator.control("/sslcommerz/charge", { tranId: "REF-7", amountMinor: "5000", ipn: false });
  const { element } = z
    .object({ element: z.array(z.object({ bank_tran_id: z.string() })) })
    .parse(await simulator.ask("merchantTransIDvalidationAPI", { tran_id: "REF-7" }));
  const second = element.map(({ bank_tran_id }) => bank_tran_id).find((one) => one !== first) ?? "";
  const order = { tranId: "REF-7", amountMinor: "5000", refundTransId: "D-7" };
  const answer = await simulator.control("/sslcommerz/dashboard-refund", { ...order, bankTranId: second });
  const { refund } = z.object({ refund: z.object({ refundRefId: z.string() }) }).parse(answer.body);
  expect(
    await simulator.ask("merchantTransIDvalidationAPI", { refund_ref_id: refund.refundRefId }),
  ).toMatchObject({ bank_tran_id: second, tran_id: "REF-7" });
  expect(
    await simulator.control("/sslcommerz/dashboard-refund", {
      ...order,
      refundTransId: "D-8",
      bankTranId: "none",
    }),
  ).toMatchObject({ status: 404 });
});
