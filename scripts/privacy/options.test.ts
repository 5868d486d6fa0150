import { expect, test } from "vitest";
import { StartError } from "../platform/start-error.ts";
import { privacyCommandOf } from "./options.ts";

test("the list is printed, or erased again from a file", () => {
  expect(privacyCommandOf(["tombstones"])).toEqual({ verb: "tombstones" });
  expect(privacyCommandOf(["erase-again", "--file", "list"])).toEqual({ verb: "erase-again", file: "list" });
});

test.each([[[]], [["erase-again"]], [["tombstones", "--file", "x"]], [["erase"]], [["tombstones", "--all"]]])(
  "%j is answered with the usage",
  (args) => {
    expect(() => privacyCommandOf(args)).toThrow(StartError);
  },
);
