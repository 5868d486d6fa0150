import { expect, test } from "vitest";
import { type Kept, newNonce, readKept, setCookie, writeKept } from "./kept-cookie.ts";

const kept: Kept = {
  nonce: "n1",
  token: null,
  formId: null,
  refusal: "provider_unavailable",
  retryAfterS: 30,
  challenge: null,
  problems: [{ field: "amount", code: "amount_ambiguous", choices: ["150000", "150"] }],
  values: {
    gift: "other",
    giftOther: "1.500",
    tip: "",
    donorName: "রিনা",
    donorEmail: "rina@example.org",
    isAnonymous: true,
    message: 'সুস্থ হও; "soon"',
    method: "nagad",
  },
};

test("what was kept comes back as it was", () => {
  expect(readKept(writeKept(kept), "n1")).toEqual(kept);
});

test("a form is shown again only under its own nonce, so that a later visit begins with a clean one", () => {
  expect(readKept(writeKept(kept), "n2")).toBeNull();
  expect(readKept(writeKept(kept), undefined)).toBeNull();
  expect(readKept(undefined, "n1")).toBeNull();
  expect(newNonce()).not.toBe(newNonce());
});

test("a cookie that we did not write shows a new form instead of failing the page", () => {
  for (const value of [
    "",
    "x",
    Buffer.from("{").toString("base64url"),
    Buffer.from("null").toString("base64url"),
  ]) {
    expect(readKept(value, "n1")).toBeNull();
  }
  const foreign = Buffer.from(JSON.stringify({ ...kept, refusal: "<script>" })).toString("base64url");
  expect(readKept(foreign, "n1")).toBeNull();
});

test("the longest words of support in Bangla fit with everything else", () => {
  const full = { ...kept, values: { ...kept.values, message: "ক্ষ".repeat(93), donorName: "ক".repeat(120) } };
  expect(writeKept(full).length).toBeLessThanOrEqual(3_072);
  expect(readKept(writeKept(full), "n1")).toEqual(full);
});

test("a form that is too large for a cookie loses words before amounts, and always fits", () => {
  const long = {
    ...kept,
    values: { ...kept.values, message: "x".repeat(2_000), donorEmail: "e".repeat(500) },
  };
  expect(readKept(writeKept(long), "n1")).toMatchObject({
    values: { message: "", donorEmail: "e".repeat(500) },
  });
  const everything = {
    ...kept.values,
    message: "x".repeat(2_000),
    donorName: "x".repeat(2_000),
    donorEmail: "x".repeat(2_000),
  };
  const value = writeKept({ ...kept, values: everything });
  expect(value.length).toBeLessThanOrEqual(3_072);
  expect(readKept(value, "n1")).toMatchObject({ values: { gift: "other", method: "nagad", message: "" } });
});

test("the cookie is for one page only, out of reach of scripts, and short-lived", () => {
  const place = { path: "/en/campaigns/heart/give", isSecure: true };
  expect(setCookie("v", place)).toBe(
    "kept_form=v; Max-Age=600; Path=/en/campaigns/heart/give; HttpOnly; SameSite=Lax; Secure",
  );
  expect(setCookie("", { ...place, isSecure: false })).toContain("Max-Age=0");
});
