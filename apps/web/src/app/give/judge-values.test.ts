import { expect, test } from "vitest";
import type { GiveValues } from "./give-form.ts";
import { judgeValues } from "./judge-values.ts";

const values: GiveValues = {
  gift: "50000",
  giftOther: "",
  tip: "",
  donorName: "Rina",
  donorEmail: "Rina@Example.org",
  isAnonymous: false,
  message: "",
  method: "bkash",
};

const judge = (change: Partial<GiveValues>, page: { hasEmail?: boolean } = {}) =>
  judgeValues({ ...values, ...change }, { currency: "BDT", hasEmail: page.hasEmail ?? false });

const problems = (change: Partial<GiveValues>) => {
  const judged = judge(change);
  return judged.outcome === "ok" ? [] : judged.problems.map(({ field, code }) => `${field} ${code}`);
};

const giftOf = (change: Partial<GiveValues>) => {
  const judged = judge(change);
  return judged.outcome === "ok" ? judged.terms.giftMinor : null;
};

test("a whole form becomes terms, with empty texts as none", () => {
  expect(judge({ tip: "২০" })).toEqual({
    outcome: "ok",
    terms: {
      giftMinor: 50_000n,
      tipMinor: 2_000n,
      donorName: "Rina",
      donorEmail: "rina@example.org",
      isAnonymous: false,
      message: null,
      method: "bkash",
    },
  });
});

test("an amount is read as people type it", () => {
  expect(giftOf({ gift: "other", giftOther: "1,50,000" })).toBe(15_000_000n);
  expect(giftOf({ gift: "other", giftOther: "১৫০" })).toBe(15_000n);
  expect(giftOf({ gift: "other", giftOther: "75,00" })).toBe(7_500n);
  expect(giftOf({ gift: "", giftOther: "300" })).toBe(30_000n);
});

test("an amount with two readings is asked about, the larger first", () => {
  expect(judge({ gift: "other", giftOther: "1.500" })).toEqual({
    outcome: "problems",
    problems: [{ field: "amount", code: "amount_ambiguous", choices: ["150000", "150"] }],
  });
});

test("a box and another typed amount are asked about; the same amount twice is not", () => {
  expect(judge({ gift: "100000", giftOther: "300" })).toMatchObject({
    problems: [{ code: "amount_ambiguous", choices: ["100000", "30000"] }],
  });
  expect(giftOf({ gift: "100000", giftOther: "1000" })).toBe(100_000n);
});

test("amounts outside the limits and texts that are none are told apart", () => {
  expect(problems({ gift: "other", giftOther: "5" })).toEqual(["amount amount_too_small"]);
  expect(problems({ gift: "other", giftOther: "600000" })).toEqual(["amount amount_too_large"]);
  expect(problems({ gift: "other", giftOther: "a lot" })).toEqual(["amount amount_unreadable"]);
  expect(problems({ gift: "other", giftOther: "" })).toEqual(["amount amount_missing"]);
  expect(problems({ gift: "", giftOther: "" })).toEqual(["amount amount_missing"]);
  expect(problems({ gift: "-50000" })).toEqual(["amount amount_missing"]);
});

test("gift and tip together may not pass the limit of one payment", () => {
  expect(problems({ gift: "other", giftOther: "500000" })).toEqual([]);
  expect(problems({ gift: "other", giftOther: "500000", tip: "1" })).toEqual(["amount amount_too_large"]);
  expect(problems({ tip: "900000" })).toEqual(["tip tip_unreadable"]);
});

test("everything that is wrong is said at once, in the order of the page", () => {
  const everything = {
    gift: "",
    tip: "x",
    donorName: "A\u0007",
    donorEmail: "rina@",
    message: "x".repeat(281),
    method: "cash",
  };
  expect(problems(everything)).toEqual([
    "amount amount_missing",
    "email email_invalid",
    "name name_invalid",
    "message message_too_long",
    "method method_missing",
    "tip tip_unreadable",
  ]);
});

test("an empty e-mail is kept where we have one, and asked for where we have none", () => {
  expect(problems({ donorEmail: "" })).toEqual(["email email_missing"]);
  expect(judge({ donorEmail: "" }, { hasEmail: true })).toMatchObject({ terms: { donorEmail: null } });
});
