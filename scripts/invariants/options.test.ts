import { expect, test } from "vitest";
import { kindsOf } from "./options.ts";

test("what must always hold is judged; what is only late is judged when asked for", () => {
  expect(kindsOf([])).toEqual(["safety"]);
  expect(kindsOf(["--quick"])).toEqual(["safety"]);
  expect(kindsOf(["--liveness"])).toEqual(["safety", "liveness"]);
});

test.each([["--live"], ["I-01"], ["--quick", "--liveness"]])(
  "%s %s is answered with what can be typed",
  (...args) => {
    expect(() => kindsOf(args)).toThrow(/not understood.*\npnpm invariants/);
  },
);
