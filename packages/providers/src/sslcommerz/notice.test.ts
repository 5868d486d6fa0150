import { describe, expect, test } from "vitest";
import notices from "./fixtures/notices.json" with { type: "json" };
import vectors from "./fixtures/signatures.json" with { type: "json" };
import { readNotice } from "./notice.ts";
import { formBody, STORE } from "./rig.ts";
import { signatureOf } from "./signature.ts";

const FORM = "application/x-www-form-urlencoded";

const judge = (fields: Readonly<Record<string, string>>) =>
  readNotice(STORE, { body: formBody(fields), contentType: FORM });

/** Signed as the gateway would, over all fields or only the named ones. */
function signed(fields: Readonly<Record<string, string>>, names: readonly string[] = Object.keys(fields)) {
  const verify_sign = signatureOf(new Map(Object.entries(fields)), new Set(names), STORE.storePassword);
  return { ...fields, verify_key: names.join(","), verify_sign };
}

const { verify_key: _key, verify_sign: _sign, ...plain } = notices.valid;

test.each(Object.entries(notices))("accepts the sample notice %s", (_name, fields) => {
  const notice = judge(fields);
  expect(notice).toMatchObject({ verdict: "accepted", why: null, reference: fields.tran_id });
  expect(notice.proofId).toBe(fields.status === "VALID" ? notices.valid.val_id : null);
});

test("accepts the documented example", () => {
  const { fields, verify_key, verify_sign } = vectors.documented;
  expect(judge({ ...fields, verify_key, verify_sign })).toMatchObject({
    verdict: "accepted",
    reference: "5af7e7a5aa2a8",
    proofId: "1805131320551DK3gXH3uHP3WiX",
  });
});

test("takes VALIDATED for a success as well", () => {
  expect(judge(signed({ ...plain, status: "VALIDATED" })).proofId).toBe(plain.val_id);
});

describe("S-55: S-60: rejects", () => {
  test.each([
    ["a changed amount", "bad_signature", { ...notices.valid, amount: "1.00" }],
    ["a changed status", "bad_signature", { ...notices.failed, status: "VALID" }],
    ["a missing signature", "bad_signature", plain],
    ["an empty signature", "bad_signature", { ...notices.valid, verify_sign: "" }],
    ["a missing verify_key", "bad_signature", { ...plain, verify_sign: notices.valid.verify_sign }],
    ["a right signature over one harmless field", "unsigned_fields", signed(plain, ["card_type"])],
    ["a right signature over no field", "unsigned_fields", signed(plain, [])],
    ["a right signature of another store", "other_store", signed({ ...plain, store_id: "otherbox" })],
    ["an empty reference", "malformed", signed({ ...plain, tran_id: "" })],
    ["a reference that is no id", "malformed", signed({ ...plain, tran_id: "a\r\nb: c" })],
    ["a reference that is too long", "malformed", signed({ ...plain, tran_id: "A".repeat(31) })],
  ])("%s: %s", (_case, why, fields) => {
    expect(judge(fields)).toMatchObject({ verdict: "rejected", why, reference: null, proofId: null });
  });

  test.each(["tran_id", "status", "amount", "currency", "store_id"])(
    "a notice whose %s is not signed",
    (name) => {
      const names = Object.keys(plain).filter((key) => key !== name);
      expect(judge(signed(plain, names)).why).toBe("unsigned_fields");
    },
  );

  test("a signed name that was not posted", () => {
    const { amount: _amount, ...rest } = plain;
    expect(judge(signed(rest, Object.keys(plain))).why).toBe("unsigned_fields");
  });

  test("a notice signed by somebody who assumes an empty password", () => {
    const open = { ...STORE, storePassword: "" };
    const verify_sign = signatureOf(new Map(Object.entries(plain)), new Set(Object.keys(plain)), "");
    const body = formBody({ ...plain, verify_key: Object.keys(plain).join(","), verify_sign });
    expect(readNotice(open, { body, contentType: FORM })).toMatchObject({
      verdict: "rejected",
      why: "bad_signature",
    });
  });

  test.each([
    ["a repeated field", `${formBody(notices.valid)}&amount=1000.00`, FORM],
    ["a repeated field under another spelling", `${formBody(notices.valid)}&%61mount=1.00`, FORM],
    ["JSON", formBody(notices.valid), "application/json"],
    ["a longer content type", formBody(notices.valid), `${FORM}-not`],
    [
      "too many fields",
      formBody(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, "1"]))),
      FORM,
    ],
    ["too long a body", `${formBody(notices.valid)}&x=${"y".repeat(300_000)}`, FORM],
  ])("%s", (_case, body, contentType) => {
    expect(readNotice(STORE, { body, contentType })).toMatchObject({ verdict: "rejected", why: "malformed" });
  });
});

test("takes a content type with a charset, in any case, or none", () => {
  for (const contentType of [`${FORM}; charset=UTF-8`, `${FORM};charset=utf-8`, FORM.toUpperCase(), null]) {
    expect(readNotice(STORE, { body: formBody(notices.valid), contentType }).verdict).toBe("accepted");
  }
});

describe("the dedupe key", () => {
  const keyOf = (changes: Readonly<Record<string, string>>) =>
    judge(signed({ ...plain, ...changes })).dedupeKey;

  test("is equal for equal news, however it was ordered or padded", () => {
    const body = formBody(Object.fromEntries(Object.entries(notices.valid).toReversed()));
    const reversed = readNotice(STORE, { body, contentType: FORM });
    expect(reversed.dedupeKey).toBe(judge(notices.valid).dedupeKey);
    expect(keyOf({ card_issuer: "Another Bank", risk_level: "1" })).toBe(keyOf({}));
  });

  test.each(["tran_id", "status", "val_id", "bank_tran_id", "amount", "refund_ref_id"])(
    "differs by %s",
    (name) => {
      expect(keyOf({ [name]: "CHANGED" })).not.toBe(keyOf({}));
    },
  );

  test("cannot be varied by fields that nobody signed", () => {
    const names = Object.keys(plain).filter((name) => name !== "val_id" && name !== "bank_tran_id");
    const replay = (val_id: string) => judge({ ...signed(plain, names), val_id, bank_tran_id: val_id });
    expect(replay("one")).toMatchObject({ verdict: "accepted", proofId: null });
    expect(replay("one").dedupeKey).toBe(replay("two").dedupeKey);
  });

  test("keeps neighbouring fields apart", () => {
    expect(keyOf({ val_id: "ab", bank_tran_id: "c" })).not.toBe(keyOf({ val_id: "a", bank_tran_id: "bc" }));
  });

  test("of a rejected notice is that of its body", () => {
    const key = (body: string) => readNotice(STORE, { body, contentType: FORM }).dedupeKey;
    expect(key("a=1")).toBe(key("a=1"));
    expect(key("a=1")).not.toBe(key("a=2"));
  });
});

test("does not ask about a val_id that is no id", () => {
  for (const val_id of ["", "a b", "a\nb", "x".repeat(51), "ভ"]) {
    expect(judge(signed({ ...plain, val_id }))).toMatchObject({ verdict: "accepted", proofId: null });
  }
});

test("reads a field called __proto__ like any other", () => {
  expect(judge(signed({ ...plain, ["__proto__"]: "x" })).verdict).toBe("accepted");
});
