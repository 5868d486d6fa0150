import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
beforeEach(async () => {
  await simulator.control("/reset");
});
afterAll(() => simulator.stop());

async function fileAt(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${simulator.url}${path}`);
  // `text()` would take the mark of byte order away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  return { status: response.status, text, headers: response.headers };
}

async function pay(tranId: string, outcome: string, at: string): Promise<void> {
  await simulator.init(tranId);
  await simulator.control("/sslcommerz/pay", { tranId, outcome, at, ipn: false });
}

const HEADER = "tran_id,val_id,bank_tran_id,tran_date,store_id,amount,currency,store_amount,status,card_type";

test("every try is a line, in Dhaka's time, as Excel writes it", async () => {
  await pay("CSV-1", "success", "2026-11-20T10:00:00Z");
  await pay("CSV-2", "insufficient_funds", "2026-11-20T09:00:00Z");
  const { text, headers } = await fileAt("/transactions.csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toContain("attachment");
  const [first, second, third, end] = text.split("\r\n");
  expect(first).toBe(`\uFEFF${HEADER}`);
  expect(second).toMatch(/^CSV-2,,[^,]*,2026-11-20 15:00:00,testbox,1000\.00,BDT,,FAILED,BKASH-BKash$/);
  expect(third).toMatch(
    /^CSV-1,[^,]+,[^,]+,2026-11-20 16:00:00,testbox,1000\.00,BDT,975\.00,VALID,BKASH-BKash$/,
  );
  expect(end).toBe("");
  expect((await fileAt("/control/sslcommerz/statement")).text).toBe(text);
});

test("days and instants bound it on both sides; what is no day is refused", async () => {
  await pay("IN", "success", "2026-11-20T18:00:00Z");
  await pay("BEFORE", "success", "2026-11-20T17:59:59Z");
  await pay("AFTER", "success", "2026-11-21T18:00:00Z");
  const lines = async (path: string) => (await fileAt(path)).text.split("\r\n").slice(1, -1);
  const isOnlyIn = [expect.stringMatching(/^IN,/)];
  expect(await lines("/transactions.csv?from=2026-11-21&to=2026-11-21")).toEqual(isOnlyIn);
  expect(
    await lines("/control/sslcommerz/statement?from=2026-11-20T18:00:00Z&to=2026-11-20T18:00:00Z"),
  ).toEqual(isOnlyIn);
  expect((await fileAt("/transactions.csv?from=yesterday")).status).toBe(400);
});

test("the page lists the tries and leads to the file", async () => {
  await pay("SEEN", "success", "2026-11-20T10:00:00Z");
  const { text, status } = await fileAt("/transactions");
  expect(status).toBe(200);
  expect(text).toContain("SEEN");
  expect(text).toContain('href="/transactions.csv"');
});
