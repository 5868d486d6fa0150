import { expect, test } from "vitest";
import { OptionsError, readOptions } from "./options.ts";

test("the full run and the quick one differ in size only; each size can be given", () => {
  expect(readOptions([])).toMatchObject({ seed: 1, donations: 10_000, faults: 200 });
  expect(readOptions(["--quick", "--seed", "9"])).toMatchObject({ seed: 9, donations: 300, faults: 12 });
  expect(readOptions(["--", "--donations", "50", "--faults", "0"])).toMatchObject({
    donations: 50,
    faults: 0,
  });
});

test.each([[["--seed", "x"]], [["--donations", "-1"]], [["--fast"]]])("%j is refused in words", (typed) => {
  expect(() => readOptions(typed)).toThrow(OptionsError);
});
