import { money } from "@careforall/domain/money";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import answers from "./fixtures/answers.json" with { type: "json" };
import notices from "./fixtures/notices.json" with { type: "json" };
import { makeRig, queryOf, REFERENCE, VAL_ID, type SslcommerzRig } from "./rig.ts";
import type { Reply } from "./scripted-gateway.ts";

const valid = answers.validation_valid;
const [failed, paid] = answers.tran_query.element;

let rig: SslcommerzRig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const ask = (proofId?: string) => rig.provider.askPayment({ reference: REFERENCE, proofId });
const calls = () => rig.gateway.seen.map(({ call }) => call);
const validating = (changes: object): Reply => ({ json: { ...valid, ...changes } });
const unavailable = (code: string) => ({ kind: "unavailable", code });
const doubt = (word: string) => ({ kind: "needs_review", word });

test("a good proof is the whole story: one call, with everything the gateway wants", async () => {
  rig.gateway.script({ validation: validating({}) });
  expect((await ask(VAL_ID)).signals).toEqual([
    {
      kind: "captured",
      providerPaymentId: VAL_ID,
      bankReference: valid.bank_tran_id,
      captured: money(1000_00n, "BDT"),
      asked: null,
      isRisky: false,
      fee: money(25_00n, "BDT"),
    },
  ]);
  expect(calls()).toEqual(["validation"]);
  expect(Object.fromEntries(rig.gateway.seen[0]?.fields ?? [])).toEqual({
    val_id: VAL_ID,
    store_id: "testbox",
    store_passwd: "qwerty",
    v: "1",
    format: "json",
  });
});

test("VALIDATED on our first question is a payment like any other", async () => {
  rig.gateway.script({ validation: validating(answers.validation_validated) });
  expect((await ask(VAL_ID)).signals).toMatchObject([{ kind: "captured" }]);
});

describe("amounts", () => {
  test.each(["1000", "1000.0", "1000.00", "1000.000", 1000])("%s is a thousand taka", async (amount) => {
    rig.gateway.script({ validation: validating({ amount, currency_amount: "1000.00" }) });
    expect((await ask(VAL_ID)).signals).toMatchObject([{ captured: money(1000_00n, "BDT"), asked: null }]);
  });

  test("are told as they are when they differ by one poisha, and left to the reader", async () => {
    rig.gateway.script({ validation: validating({ amount: "999.99" }) });
    expect((await ask(VAL_ID)).signals).toMatchObject([
      { captured: money(999_99n, "BDT"), asked: money(1000_00n, "BDT") },
    ]);
  });

  test("of a converted payment are told in both currencies", async () => {
    const { amount, currency_type, currency_amount } = notices.usd;
    rig.gateway.script({ validation: validating({ amount, currency_type, currency_amount }) });
    expect((await ask(VAL_ID)).signals).toMatchObject([
      { captured: money(3052_50n, "BDT"), asked: money(25_00n, "USD") },
    ]);
  });

  test("without the asked part are still what the gateway holds", async () => {
    rig.gateway.script({
      validation: validating({ currency: "", currency_type: "", currency_amount: null }),
    });
    expect((await ask(VAL_ID)).signals).toMatchObject([{ captured: money(1000_00n, "BDT"), asked: null }]);
  });

  test.each([{ currency_type: "SGD" }, { currency: "SGD" }, { currency_type: "" }])(
    "in a currency that we do not know go to a person: %o",
    async (changes) => {
      rig.gateway.script({ validation: validating(changes), query: queryOf(paid) });
      expect((await ask()).signals).toEqual([doubt("VALID in a currency that we do not know")]);
      expect(new Set((await ask(VAL_ID)).signals.map(({ kind }) => kind))).toEqual(new Set(["needs_review"]));
    },
  );

  test.each(["", "-5", "1e3", "1,000.00", "0.00", "10.001", "NaN", " "])(
    "that are none go to a person: %j",
    async (amount) => {
      rig.gateway.script({ validation: validating({ amount }), query: queryOf(paid) });
      expect((await ask()).signals).toEqual([doubt("VALID with an amount that we cannot read")]);
      expect(new Set((await ask(VAL_ID)).signals.map(({ kind }) => kind))).toEqual(new Set(["needs_review"]));
    },
  );
});

test.each([
  ["1", true],
  [1, true],
  ["0", false],
  [0, false],
  ["", false],
  [null, false],
  [undefined, false],
])("risk level %j: %j", async (risk_level, isRisky) => {
  rig.gateway.script({ validation: validating({ risk_level }) });
  expect((await ask(VAL_ID)).signals).toMatchObject([{ isRisky }]);
});

test.each([
  ["975.00", 25_00n],
  ["975", 25_00n],
  [975, 25_00n],
  ["1000.00", 0n],
  ["0.01", 999_99n],
  ["1000.01", null],
  ["0.00", null],
  ["-5", null],
  ["974.995", null],
  ["1,000", null],
  ["", null],
  [null, null],
  [undefined, null],
])(
  "store_amount %j of a thousand taka: a fee of %s poisha, and a capture in any case",
  async (store_amount, fee) => {
    rig.gateway.script({ validation: validating({ store_amount }) });
    expect((await ask(VAL_ID)).signals).toMatchObject([
      { kind: "captured", captured: money(1000_00n, "BDT"), fee: fee === null ? null : money(fee, "BDT") },
    ]);
  },
);

describe("a proof that is none", () => {
  test("somebody else's val_id leads to the transaction query", async () => {
    rig.gateway.script({ validation: validating({ tran_id: "SOMEBODYELSE" }), query: queryOf(failed) });
    expect((await ask("other-val-id")).signals).toEqual([
      { kind: "ended", reason: "failed", detail: "Insufficient balance" },
    ]);
    expect(calls()).toEqual(["validation", "query"]);
  });

  test("an unknown val_id leads to the transaction query, which confirms by its own val_id", async () => {
    rig.gateway.script({
      validation: (fields) =>
        fields.get("val_id") === VAL_ID ? validating({}) : { json: answers.validation_invalid },
      query: queryOf(paid),
    });
    expect((await ask("unknown")).signals).toMatchObject([{ kind: "captured", providerPaymentId: VAL_ID }]);
    expect(calls()).toEqual(["validation", "query", "validation"]);
  });

  test("a validation that answers about another val_id is not believed", async () => {
    rig.gateway.script({ validation: validating({ val_id: "another" }), query: queryOf() });
    expect((await ask(VAL_ID)).signals).toEqual([]);
  });

  test("a status that we do not know goes to a person, and the transaction query tells the rest", async () => {
    rig.gateway.script({ validation: validating({ status: "HALF_VALID" }), query: queryOf(failed) });
    expect((await ask(VAL_ID)).signals).toMatchObject([
      { kind: "needs_review", word: "HALF_VALID" },
      { kind: "ended", reason: "failed" },
    ]);
  });

  test("a status that we do not know of somebody else's payment says nothing", async () => {
    rig.gateway.script({
      validation: validating({ status: "HALF_VALID", tran_id: "SOMEBODYELSE" }),
      query: queryOf(),
    });
    expect((await ask(VAL_ID)).signals).toEqual([]);
  });
});

describe("the transaction query", () => {
  test.each([
    ["PENDING", { kind: "pending" }],
    ["PROCESSING", { kind: "pending" }],
    ["FAILED", { kind: "ended", reason: "failed" }],
    ["CANCELLED", { kind: "ended", reason: "cancelled" }],
    ["UNATTEMPTED", { kind: "ended", reason: "cancelled" }],
    ["EXPIRED", { kind: "ended", reason: "expired" }],
  ])("translates %s", async (status, signal) => {
    rig.gateway.script({ query: queryOf({ ...failed, status }) });
    expect((await ask()).signals).toMatchObject([signal]);
    expect(calls()).toEqual(["query"]);
  });

  test("gives no signal for INVALID_TRANSACTION", async () => {
    rig.gateway.script({ query: queryOf({ status: "INVALID_TRANSACTION" }) });
    expect((await ask()).signals).toEqual([]);
  });

  test.each([
    ["valid", "valid"],
    ["SETTLED", "SETTLED"],
    ["", "(no status)"],
    [null, "(no status)"],
    [7, "7"],
    [`${"X".repeat(70)}`, "X".repeat(60)],
  ])("hands the status %j to a person and keeps the success beside it", async (status, word) => {
    rig.gateway.script({ query: queryOf(paid, { ...failed, status }), validation: validating({}) });
    expect((await ask()).signals).toMatchObject([
      { kind: "captured", providerPaymentId: VAL_ID },
      { kind: "needs_review", word },
    ]);
  });

  test("S-62: never calls a success captured that the validation does not confirm", async () => {
    for (const json of [
      { ...valid, tran_id: "SOMEBODYELSE" },
      { ...valid, status: "FAILED" },
      answers.validation_invalid,
    ]) {
      rig.gateway.script({ query: queryOf(paid), validation: { json } });
      for (const proofId of [undefined, VAL_ID])
        expect((await ask(proofId)).signals).toEqual([
          doubt("VALID, but its validation does not confirm it"),
        ]);
    }
    rig.gateway.script({ query: queryOf({ ...paid, val_id: "" }) });
    expect((await ask()).signals).toEqual([doubt("VALID without val_id")]);
  });

  test("takes amount and risk from the validation, not from the list", async () => {
    rig.gateway.script({
      query: queryOf({ ...paid, amount: "9.00", risk_level: "0" }),
      validation: validating({ risk_level: "1" }),
    });
    expect((await ask()).signals).toMatchObject([{ captured: money(1000_00n, "BDT"), isRisky: true }]);
  });

  test("tells two successes under one reference, each once", async () => {
    rig.gateway.script({
      query: queryOf(paid, { ...paid, val_id: "second" }, paid),
      validation: (fields) => validating({ val_id: fields.get("val_id") }),
    });
    expect((await ask()).signals).toMatchObject([
      { providerPaymentId: VAL_ID },
      { providerPaymentId: "second" },
    ]);
    expect(calls()).toEqual(["query", "validation", "validation"]);
  });

  test("a success that cannot be confirmed does not hide one that can, and goes to a person", async () => {
    for (const [odd, word] of [
      [{ val_id: "" }, "VALID without val_id"],
      [{ val_id: "unreadable" }, "VALID with an amount that we cannot read"],
      [{ val_id: "not-ours" }, "VALID, but its validation does not confirm it"],
    ] as const) {
      rig.gateway.script({
        query: queryOf({ ...paid, ...odd }, paid),
        validation: (fields) => {
          const valId = fields.get("val_id");
          if (valId === "unreadable") return validating({ val_id: valId, amount: "many" });
          return valId === "not-ours" ? { json: answers.validation_invalid } : validating({ val_id: valId });
        },
      });
      expect((await ask()).signals).toMatchObject([doubt(word), { providerPaymentId: VAL_ID }]);
    }
  });

  test("a doubt beside a failure hides neither; an outage of the validation is still one", async () => {
    rig.gateway.script({ query: queryOf(failed, paid), validation: { json: answers.validation_invalid } });
    expect((await ask()).signals).toMatchObject([
      { kind: "ended", reason: "failed" },
      doubt("VALID, but its validation does not confirm it"),
    ]);
    rig.gateway.script({
      query: queryOf({ ...paid, val_id: "" }, paid),
      validation: { json: valid, status: 500 },
    });
    await expect(ask()).rejects.toMatchObject(unavailable("provider.unavailable"));
  });

  test("orders by the gateway's dates", async () => {
    const at = (status: string, tran_date: string) => ({ ...failed, status, tran_date });
    rig.gateway.script({
      query: queryOf(at("EXPIRED", "2026-11-20 16:00:00"), at("FAILED", "2026-11-20 15:00:00")),
    });
    expect((await ask()).signals).toMatchObject([{ reason: "failed" }, { reason: "expired" }]);
  });

  test("does not believe a list that is shorter than its count or about another reference", async () => {
    for (const json of [
      { APIConnect: "DONE", no_of_trans_found: 2, element: [failed] },
      { APIConnect: "DONE", no_of_trans_found: "1" },
      { APIConnect: "DONE", no_of_trans_found: 1, element: [{ ...failed, tran_id: "SOMEBODYELSE" }] },
    ]) {
      rig.gateway.script({ query: { json } });
      await expect(ask()).rejects.toMatchObject(unavailable("provider.unknown_state"));
    }
  });

  test("handles fifty of many, and no success is among the dropped", async () => {
    const many = Array.from({ length: 80 }, () => failed);
    rig.gateway.script({ query: queryOf(...many, paid), validation: validating({}) });
    const { signals } = await ask();
    expect(signals).toHaveLength(50);
    expect(signals.filter(({ kind }) => kind === "captured")).toHaveLength(1);
    const successes = Array.from({ length: 51 }, (_, i) => ({ ...paid, val_id: `val-${i}` }));
    rig.gateway.script({ query: queryOf(...successes), validation: validating({}) });
    await expect(ask()).rejects.toMatchObject(unavailable("provider.unknown_state"));
  });
});

describe("an unusable answer is unknown, never failed", () => {
  test.each([
    { json: answers.api_inactive },
    { json: { APIConnect: "INVALID_REQUEST" } },
    { json: { APIConnect: "FAILED", status: "FAILED" } },
    { json: { ...valid, APIConnect: undefined } },
    { json: [] },
    { json: { ...valid, tran_id: { $ne: "" } } },
    { text: "" },
    { text: "<html></html>" },
    { text: "[".repeat(200_000) },
    { json: valid, status: 500 },
    { json: valid, status: 404 },
    { json: valid, status: 429 },
  ])("%j", async (reply) => {
    rig.gateway.script({ validation: reply, query: reply });
    await expect(ask()).rejects.toMatchObject({ kind: "unavailable" });
    rig.gateway.script({ validation: reply, query: queryOf(paid) });
    await expect(ask()).rejects.toMatchObject({ kind: "unavailable" });
  });
});

test("a list that is none is unknown; a validation that says nothing of a listed success is a doubt", async () => {
  const reply = { json: { APIConnect: "DONE", element: "none" } };
  rig.gateway.script({ validation: reply, query: reply });
  await expect(ask()).rejects.toMatchObject({ kind: "unavailable" });
  rig.gateway.script({ validation: reply, query: queryOf(paid) });
  expect((await ask()).signals).toEqual([doubt("VALID, but its validation does not confirm it")]);
});

test("evidence holds every answer in its order", async () => {
  rig.gateway.script({ query: { json: answers.tran_query }, validation: validating({}) });
  const { evidence } = await ask();
  expect(JSON.parse(evidence)).toEqual([answers.tran_query, valid]);
});
