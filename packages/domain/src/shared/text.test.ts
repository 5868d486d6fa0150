import { expect, test } from "vitest";
import { zText } from "./text.ts";

test.each(["", "Rina", "দান\r\nদুই", "👩‍👩‍👧", "\u0001"])("%j can be stored", (text) => {
  expect(zText.parse(text)).toBe(text);
});

test.each(["\u0000", "a\u0000b", "\ud800", "\udc00\ud800", "a\ud83d"])("%j cannot", (text) => {
  expect(zText.safeParse(text).success).toBe(false);
});
