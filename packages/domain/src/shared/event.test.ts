import { expect, test } from "vitest";
import * as z from "zod";
import { defineEvent, zAmountMinor } from "./event.ts";

const Received = defineEvent(
  "gift.received",
  2,
  z.object({ amountMinor: zAmountMinor, note: z.string().default("") }),
  "A gift was received.",
);

test("a made event carries its type, version and subject, and is filled in by its schema", () => {
  expect(Received.create("pledge-1", { amountMinor: "150000" })).toEqual({
    type: "gift.received",
    version: 2,
    subjectId: "pledge-1",
    data: { amountMinor: "150000", note: "" },
  });
});

test("a wrong event fails where it is born, and again where it is read", () => {
  expect(() => Received.create("pledge-1", { amountMinor: "1500.00" })).toThrow(z.ZodError);
  expect(() => Received.parse({ amountMinor: 150000 })).toThrow(z.ZodError);
  expect(() => Received.parse(null)).toThrow(z.ZodError);
});

test("what was made can be read, also after JSON", () => {
  const { data } = Received.create("pledge-1", { amountMinor: "7", note: "ধন্যবাদ" });
  expect(Received.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
});

test.each(["0", "7", "9".repeat(18)])("an amount in an event is a digit string: %s", (text) => {
  expect(zAmountMinor.safeParse(text).success).toBe(true);
});

test.each(["", "-1", "1.5", "1e3", "১", " 1", "1\n", "9".repeat(19), "9".repeat(100_000)])(
  "and nothing else: %j",
  (text) => {
    expect(zAmountMinor.safeParse(text).success).toBe(false);
  },
);
