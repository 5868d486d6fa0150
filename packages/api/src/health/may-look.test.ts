import { expect, test } from "vitest";
import { mayLook } from "./index.ts";

const settings = { mode: "deployed", healthToken: "a-token-of-the-test" } as const;

test.each([
  [undefined, false],
  ["", false],
  ["Bearer", false],
  ["Bearer another-token-of-the-t", false],
  ["Bearer a-token-of-the-tesT", false],
  ["a-token-of-the-test", false],
  ["Bearer a-token-of-the-test", true],
])("S-114: in a deployment what operators read is opened by their secret alone: %s", (authorization, may) => {
  expect(mayLook(settings, authorization)).toBe(may);
});

test("on a developer's own machine nothing is asked for", () => {
  expect(mayLook({ ...settings, mode: "embedded" }, undefined)).toBe(true);
});
