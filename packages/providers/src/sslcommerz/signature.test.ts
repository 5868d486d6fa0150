import { expect, test } from "vitest";
import notices from "./fixtures/notices.json" with { type: "json" };
import vectors from "./fixtures/signatures.json" with { type: "json" };
import { isSameSignature, signatureOf } from "./signature.ts";

const namesIn = (verifyKey: string): ReadonlySet<string> => new Set(verifyKey.split(","));
const fieldsOf = (fields: object): ReadonlyMap<string, string> => new Map(Object.entries(fields));

test("equals the documented example of SSLCommerz", () => {
  const { fields, verify_key, verify_sign, store_passwd } = vectors.documented;
  expect(signatureOf(fieldsOf(fields), namesIn(verify_key), store_passwd)).toBe(verify_sign);
});

test("equals the example without val_id", () => {
  const { fields, verify_key, verify_sign } = vectors.failed;
  expect(signatureOf(fieldsOf(fields), namesIn(verify_key), "qwerty")).toBe(verify_sign);
});

test.each(Object.entries(notices))(
  "equals the sample notice %s",
  (_name, { verify_key, verify_sign, ...fields }) => {
    expect(signatureOf(fieldsOf(fields), namesIn(verify_key), "qwerty")).toBe(verify_sign);
  },
);

test("does not depend on the order of verify_key, and sorts by bytes", () => {
  const fields = new Map([
    ["b", "1"],
    ["B", "2"],
    ["a_b", "3"],
    ["ab", "4"],
  ]);
  const one = signatureOf(fields, new Set(["b", "B", "a_b", "ab"]), "secret");
  expect(signatureOf(fields, new Set(["ab", "a_b", "B", "b"]), "secret")).toBe(one);
  // md5("B=2&a_b=3&ab=4&b=1&store_passwd=" + md5("secret")), computed with md5sum.
  expect(one).toBe("2294b0129ceb360ea6678b498107fd6a");
});

test("counts a named field that was not posted as empty", () => {
  const names = new Set(["a", "b"]);
  expect(signatureOf(new Map([["a", "1"]]), names, "p")).toBe(
    signatureOf(
      new Map([
        ["a", "1"],
        ["b", ""],
      ]),
      names,
      "p",
    ),
  );
});

test("nobody can replace the password by posting a field of its name", () => {
  const names = new Set(["store_passwd"]);
  const forged = signatureOf(new Map([["store_passwd", "known"]]), names, "p");
  expect(forged).toBe(signatureOf(new Map(), names, "p"));
});

test("S-55: compares whole signatures only, in either case of letters", () => {
  expect(isSameSignature("AB12", "ab12")).toBe(true);
  expect(isSameSignature("ab1", "ab12")).toBe(false);
  expect(isSameSignature("ab13", "ab12")).toBe(false);
  expect(isSameSignature("", "ab12")).toBe(false);
});
