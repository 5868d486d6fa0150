import { OptionsError } from "@careforall/world";
import { expect, test } from "vitest";
import { firstPort } from "./ports.ts";

test("a run looks for its ports from 28600 on, or from where CHAOS_PORT says", () => {
  expect(firstPort(undefined)).toBe(28_600);
  expect(firstPort("")).toBe(28_600);
  expect(firstPort("29100")).toBe(29_100);
});

test.each(["80", "65300", "29100.5", "web"])("CHAOS_PORT=%s is refused in words", (given) => {
  expect(() => firstPort(given)).toThrow(OptionsError);
  expect(() => firstPort(given)).toThrow("CHAOS_PORT must be a port");
});
