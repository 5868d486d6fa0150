import { expect, test } from "vitest";
import vectors from "./fixtures/signature-vectors.json" with { type: "json" };
import { signatureOf, signFields } from "./signature.ts";

test("the documented sample of a success gets its documented signature", () => {
  const { fields, verify_key, verify_sign } = vectors.sslcommerz;
  expect(signatureOf(fields, verify_key.split(","), "qwerty")).toBe(verify_sign);
});

test("a failure without val_id is signed over the fields it has", () => {
  const { fields, verify_key, verify_sign } = vectors.sslcommerz_failed;
  const signed = signFields(fields, "qwerty");
  expect(signed["verify_key"]).toBe(verify_key);
  expect(signed["verify_sign"]).toBe(verify_sign);
});

test("another password, value or list of names gives another signature", () => {
  const { fields, verify_key, verify_sign } = vectors.sslcommerz;
  const names = verify_key.split(",");
  expect(signatureOf(fields, names, "qwertz")).not.toBe(verify_sign);
  expect(signatureOf({ ...fields, amount: "100.00" }, names, "qwerty")).not.toBe(verify_sign);
  expect(signatureOf(fields, names.slice(1), "qwerty")).not.toBe(verify_sign);
});
