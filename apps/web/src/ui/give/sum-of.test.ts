import { expect, test } from "vitest";
import { sumOf } from "./sum-of.ts";

test("gift and tip add up to what is paid", () => {
  expect(sumOf({ gift: "100000", giftOther: "", tip: "50" }, "BDT", "en")).toEqual({
    gift: "Tk 1,000",
    tip: "Tk 50",
    total: "Tk 1,050",
  });
});

test("an amount typed in Bangla is read, and no tip has no line", () => {
  expect(sumOf({ gift: "other", giftOther: "১,৫০,০০০", tip: " " }, "BDT", "bn")).toEqual({
    gift: "৳১,৫০,০০০",
    tip: null,
    total: "৳১,৫০,০০০",
  });
});

test("no total is said while an amount is missing, unreadable or can be read in two ways", () => {
  for (const giftOther of ["", "many", "1.500"]) {
    expect(sumOf({ gift: "other", giftOther, tip: "" }, "BDT", "en")).toMatchObject({
      gift: "–",
      total: null,
    });
  }
  expect(sumOf({ gift: "100000", giftOther: "", tip: "x" }, "BDT", "en")).toMatchObject({
    tip: "–",
    total: null,
  });
});
