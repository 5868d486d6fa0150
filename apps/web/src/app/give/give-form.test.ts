import { expect, test } from "vitest";
import { readGiveForm } from "./give-form.ts";

const posted = (change: Record<string, string> = {}) =>
  readGiveForm(
    new URLSearchParams({
      locale: "bn",
      slug: "heart-valve",
      currency: "BDT",
      formId: "abc",
      gift: "50000",
      giftOther: " ",
      donorEmail: " rina@example.org ",
      message: "এক\r\nদুই",
      method: "card",
      ...change,
    }),
  );

test("a posted form is read as the browser sends it", () => {
  expect(posted()).toEqual({
    locale: "bn",
    slug: "heart-valve",
    currency: "BDT",
    formId: "abc",
    token: null,
    isResume: false,
    values: {
      gift: "50000",
      giftOther: "",
      tip: "",
      donorName: "",
      donorEmail: "rina@example.org",
      isAnonymous: false,
      message: "এক\nদুই",
      method: "card",
    },
  });
});

test("a ticked box counts by being there, and an empty token is none", () => {
  expect(posted({ isAnonymous: "1", resume: "1", token: "" })).toMatchObject({
    token: null,
    isResume: true,
    values: { isAnonymous: true },
  });
});

test.each([{ locale: "de" }, { slug: "" }, { currency: "GBP" }, { formId: "" }, { token: "not a token!" }])(
  "a form that no page of ours sends is refused: %o",
  (change) => {
    expect(posted(change)).toBeNull();
  },
);

test("an endless field is cut before anybody looks at it", () => {
  expect(posted({ message: "x".repeat(30_000) })?.values.message).toHaveLength(2_000);
});
