import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { money } from "@careforall/domain/money";
import { PAYMENT_METHODS, type NoticeRequest, type PaymentProvider } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createSslcommerz } from "./index.ts";
import { CHECKOUT, STORE } from "./rig.ts";

// The adapter against a whole gateway of its own making: another process with other code, books and signatures.

const MAIN = join(import.meta.dirname, "../../../../apps/simulator/src/main.ts");

/** Ports that nothing else of this repository uses; mail is 15 above. */
const PORT_FIRST = 45_000;
const PORT_COUNT = 900;
const PORT_TRIES_MAX = 5;
const START_MS_MAX = 20_000;

/** Three hanging calls are waited out by the adapter's own time-outs. */
const CALL_MS_MAX = 2_000;
const HANGING_TEST_MS_MAX = 20_000;

/** Run in reverse, also when only a part of the set-up came about. */
const cleanUps: (() => Promise<void>)[] = [];

let folder: string;
let simulator: { readonly url: string };
let shop: { readonly url: string; readonly notices: NoticeRequest[] };
let provider: PaymentProvider;
let reference: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "careforall-simulator-"));
  cleanUps.push(() => rm(folder, { recursive: true }));
  shop = await startShop();
  simulator = await startSimulator();
  provider = createSslcommerz({
    apiUrl: simulator.url,
    ...STORE,
    timeoutMs: { ask: CALL_MS_MAX, checkout: CALL_MS_MAX },
  });
}, START_MS_MAX * PORT_TRIES_MAX);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

beforeEach(async () => {
  reference = referenceOf(randomUUID());
  shop.notices.length = 0;
  await control("DELETE", "/faults");
});

/** A listener for notices that keeps them as the web would hand them to the adapter. */
async function startShop(): Promise<typeof shop> {
  const notices: NoticeRequest[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      notices.push({ body, contentType: request.headers["content-type"] ?? null });
      response.end("OK");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notice`, notices };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function startSimulator(): Promise<typeof simulator> {
  const said: string[] = [];
  for (let tries = 0; tries < PORT_TRIES_MAX; tries += 1) {
    const port = PORT_FIRST + Math.floor(Math.random() * PORT_COUNT);
    const child = spawn(process.execPath, [MAIN], {
      env: {
        SIMULATOR_PORT: String(port),
        SIMULATOR_CONTROL: "1",
        SIMULATOR_DATA_DIR: folder,
        SSLCOMMERZ_STORE_ID: STORE.storeId,
        SSLCOMMERZ_STORE_PASSWORD: STORE.storePassword,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const patience = setTimeout(() => child.kill("SIGKILL"), START_MS_MAX);
    // The loop ends with the line, or with the process when its port was taken.
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^simulator ready on (\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      clearTimeout(patience);
      cleanUps.push(async () => {
        if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
      });
      return { url };
    }
    clearTimeout(patience);
  }
  throw new Error(`The simulator did not start:\n${said.join("")}`);
}

async function control(method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${simulator.url}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}

const open = (changes: Partial<typeof CHECKOUT> = {}) =>
  provider.startCheckout({ ...CHECKOUT, reference, noticeUrl: shop.url, ...changes });
const pay = (outcome: string, more: object = {}) =>
  control("POST", "/sslcommerz/pay", { tranId: reference, outcome, ...more });
const ask = (proofId?: string) => provider.askPayment({ reference, proofId });

/** The notices that came, judged; waits for the next one. */
async function nextNotice() {
  await expect.poll(() => shop.notices.length, { timeout: 5_000 }).toBeGreaterThan(0);
  return provider.readNotice(shop.notices.shift() ?? { body: "", contentType: null });
}

test("opens a page that exists, for every method", async () => {
  for (const method of PAYMENT_METHODS) {
    reference = referenceOf(randomUUID());
    const answer = await open({ method });
    if (answer.outcome !== "opened") throw new Error(answer.reason);
    expect((await fetch(answer.redirectUrl)).status).toBe(200);
    expect((await ask()).signals).toEqual([{ kind: "pending" }]);
  }
});

test("is refused an amount below ten taka, and a reference that was used", async () => {
  expect(await open({ amount: money(9_99n, "BDT") })).toEqual({
    outcome: "refused",
    reason: expect.any(String),
  });
  await open();
  await pay("success");
  expect(await open()).toEqual({ outcome: "refused", reason: expect.any(String) });
});

test("with a wrong password the store is refused and questions stay open", async () => {
  const stranger = createSslcommerz({ apiUrl: simulator.url, ...STORE, storePassword: "wrong" });
  expect(await stranger.startCheckout({ ...CHECKOUT, reference })).toMatchObject({ outcome: "refused" });
  await expect(stranger.askPayment({ reference })).rejects.toMatchObject({ kind: "unavailable" });
});

test("a payment arrives as a notice whose proof the gateway confirms, again and again", async () => {
  await open();
  await pay("success");
  const notice = await nextNotice();
  expect(notice).toMatchObject({ verdict: "accepted", reference, proofId: expect.any(String) });
  const captured = {
    kind: "captured",
    providerPaymentId: notice.proofId,
    bankReference: expect.stringMatching(/\S/),
    captured: money(1000_00n, "BDT"),
    asked: null,
    isRisky: false,
    fee: money(25_00n, "BDT"),
  };
  // VALID on the first question, VALIDATED on every later one, and the same from the list.
  for (const proofId of [notice.proofId ?? "", notice.proofId ?? "", undefined]) {
    expect((await ask(proofId)).signals).toEqual([captured]);
  }
});

test.each([
  ["insufficient_funds", "failed"],
  ["wrong_pin", "failed"],
  ["cancel", "cancelled"],
  ["unattempted", "cancelled"],
  ["expire", "expired"],
])("%s is told as %s", async (outcome, reason) => {
  await open();
  await pay(outcome);
  expect(await nextNotice()).toMatchObject({ verdict: "accepted", reference, proofId: null });
  expect((await ask()).signals).toEqual([{ kind: "ended", reason, detail: expect.any(String) }]);
});

test("a failure and a later success are both told, oldest first", async () => {
  await open();
  await pay("fail_and_stay", { at: "2026-11-20T10:00:00Z" });
  await pay("success", { at: "2026-11-20T10:01:00Z" });
  expect((await ask()).signals).toMatchObject([{ kind: "ended" }, { kind: "captured" }]);
});

test("two successes under one reference are both told", async () => {
  await open();
  await pay("success");
  await control("POST", "/sslcommerz/charge", { tranId: reference, amountMinor: "5000", ipn: false });
  const amounts = (await ask()).signals.map((signal) => signal.kind === "captured" && signal.captured);
  expect(new Set(amounts)).toEqual(new Set([money(1000_00n, "BDT"), money(50_00n, "BDT")]));
});

test("a refund made in the gateway's own panel is told with the charge that it gives back", async () => {
  await open();
  await pay("success");
  await control("POST", "/sslcommerz/charge", { tranId: reference, amountMinor: "5000", ipn: false });
  const charges = (await ask()).signals.flatMap((signal) =>
    signal.kind === "captured" ? [signal.bankReference] : [],
  );
  expect(new Set(charges).size).toBe(2);
  for (const bankTranId of charges) {
    const order = {
      tranId: reference,
      amountMinor: "1000",
      refundTransId: `D-${bankTranId}`.slice(0, 30),
      bankTranId,
    };
    const made = await control("POST", "/sslcommerz/dashboard-refund", order);
    const { refund } = zMade.parse(JSON.parse(made));
    expect(await provider.askRefund?.({ providerRefundId: refund.refundRefId })).toMatchObject({
      state: "processing",
      paymentReference: reference,
      bankReference: bankTranId,
    });
  }
});

const zMade = z.object({ refund: z.object({ refundRefId: z.string() }) });

test("risk, other amounts and other currencies are told as they are", async () => {
  await open();
  await pay("success", { riskLevel: 1, amountMinor: "99999", currencyType: "USD" });
  const [signal] = (await ask()).signals;
  expect(signal).toMatchObject({ kind: "captured", captured: money(999_99n, "BDT"), isRisky: true });
  expect(signal?.kind === "captured" ? signal.asked?.currency : null).toBe("USD");
});

test("a currency that we do not know goes to a person", async () => {
  await open();
  await pay("success", { currencyType: "SGD" });
  expect((await ask()).signals).toEqual([
    { kind: "needs_review", word: "VALID in a currency that we do not know" },
  ]);
});

test.each([
  ["validate", "not_confirmed", "VALID, but its validation does not confirm it"],
  ["validate", "other_payment", "VALID, but its validation does not confirm it"],
  ["validate", "unreadable_amount", "VALID with an amount that we cannot read"],
  ["validate", "unknown_currency", "VALID in a currency that we do not know"],
  ["query", "no_val_id", "VALID without val_id"],
])(
  "a lone success with the trouble %s %s goes to a person, and is money once that is over",
  async (endpoint, mode, word) => {
    await open();
    await pay("success");
    const { proofId } = await nextNotice();
    await control("POST", "/faults", { endpoint, mode });
    expect((await ask()).signals).toEqual([{ kind: "needs_review", word }]);
    // The signed notification has a proof: it counts only as far as the gateway's own validation bears it out.
    const byNotice = new Set((await ask(proofId ?? "")).signals.map(({ kind }) => kind));
    expect([...byNotice]).toEqual([endpoint === "query" ? "captured" : "needs_review"]);
    await control("DELETE", "/faults");
    expect((await ask()).signals).toMatchObject([{ kind: "captured", providerPaymentId: proofId }]);
  },
);

test("an outage while a success is validated stays an outage", async () => {
  await open();
  await pay("success");
  await control("POST", "/faults", { endpoint: "validate", mode: "fail_500" });
  await expect(ask()).rejects.toMatchObject({ kind: "unavailable", code: "provider.unavailable" });
});

test.each([
  ["forge", "bad_signature"],
  ["missing_signature", "bad_signature"],
  ["forge_stripped", "unsigned_fields"],
  ["other_store", "other_store"],
  ["duplicate_keys", "malformed"],
  ["oversized", "malformed"],
  ["not_a_form", "malformed"],
])("the notice %s is rejected: %s", async (mode, why) => {
  await open();
  await control("POST", "/sslcommerz/ipn", { tranId: reference, mode });
  expect(await nextNotice()).toMatchObject({ verdict: "rejected", why, reference: null, proofId: null });
});

test("a repeated notice has the same key", async () => {
  await open();
  await pay("success");
  const first = await nextNotice();
  await control("POST", "/sslcommerz/ipn", { tranId: reference, mode: "repeat" });
  expect(await nextNotice()).toEqual(first);
});

test("somebody else's val_id under our reference is no payment of ours", async () => {
  await open();
  await pay("success");
  const other = reference;
  reference = referenceOf(randomUUID());
  await open();
  shop.notices.length = 0;
  await control("POST", "/sslcommerz/ipn", { tranId: reference, mode: "other_val_id", otherTranId: other });
  const notice = await nextNotice();
  expect(notice).toMatchObject({ verdict: "accepted", reference });
  expect((await ask(notice.proofId ?? "")).signals).toEqual([{ kind: "pending" }]);
});

test.each(["fail_500", "garbage", "drop", "reset", "hang"])(
  "while its calls %s, nothing is known",
  async (mode) => {
    for (const endpoint of ["init", "query", "validate"]) {
      await control("POST", "/faults", { endpoint, mode, times: 1 });
    }
    const unavailable = { kind: "unavailable", code: "provider.unavailable" };
    await expect(open()).rejects.toMatchObject(unavailable);
    await expect(ask()).rejects.toMatchObject(unavailable);
    await expect(ask("some-val-id")).rejects.toMatchObject(unavailable);
    // Each fault struck once: the same calls work again.
    expect((await open({ reference: referenceOf(randomUUID()) })).outcome).toBe("opened");
    expect((await ask("some-val-id")).evidence).not.toContain(STORE.storePassword);
  },
  HANGING_TEST_MS_MAX,
);
