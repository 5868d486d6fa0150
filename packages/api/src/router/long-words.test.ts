import { type AnyProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import * as z from "zod";
import { normalEmail, zAccountEmail, zPersonName, zProfile, zTimeZone } from "@careforall/domain/account";
import { zAmountMinor, zName, zText } from "@careforall/domain/shared";
import { zCreatePledge } from "../pledge/index.ts";
import { appRouter } from "./app-router.ts";

// S-85: a pattern that looks at every part of a text again for every character costs the square of its length: 10^12 steps
// for these. One that reads it once costs milliseconds. Nothing is timed: a test that takes too long fails.

const CHARACTERS = 1_000_000;
const TIMEOUT_MS = 20_000;

/** What makes careless patterns go back: runs of one thing, and an end that does not fit. */
const RUNS = [
  "a",
  " ",
  ".",
  "@",
  "a.",
  "a@",
  "-",
  "+1",
  "0",
  "\u200D",
  "\u202E",
  "a\u0301",
  "দ",
  "👩\u200D",
  "%",
  "\t",
];
const words = RUNS.flatMap((run) => {
  const long = run.repeat(Math.ceil(CHARACTERS / run.length));
  return [long, `${long}!\n`, `a@${long}\u0000`];
});

const VALIDATORS = { zAccountEmail, zPersonName, zTimeZone, zText, zAmountMinor, zName: zName(120) } as const;

test.each(Object.entries(VALIDATORS))(
  "S-85: %s reads a million characters once",
  { timeout: TIMEOUT_MS },
  (_, schema: z.ZodType) => {
    for (const text of words) schema.safeParse(text);
    expect(schema.safeParse("a".repeat(CHARACTERS)).success).toBe(schema === zText);
  },
);

test("S-85: an address is brought into its normal form in one reading", { timeout: TIMEOUT_MS }, () => {
  for (const text of words) expect(normalEmail(text).length).toBeLessThanOrEqual(text.length * 2);
});

const zProcedures = z.record(
  z.string(),
  z.custom<AnyProcedure & { _def: { inputs: readonly unknown[] } }>((found) => typeof found === "function"),
);

/** Every field of an object that takes a text. */
const fieldsOf = (schema: unknown): readonly string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

const inputs = Object.entries(zProcedures.parse(appRouter._def.procedures)).flatMap(([name, { _def }]) =>
  _def.inputs.flatMap((schema) =>
    fieldsOf(schema).map((field) => ({ name, field, schema: schema as z.ZodType })),
  ),
);

test("S-85: every field of every procedure reads a million characters once", { timeout: TIMEOUT_MS }, () => {
  expect(inputs.length).toBeGreaterThan(30);
  for (const { name, field, schema } of inputs)
    for (const text of [words[0], words[7], words[13]])
      expect([name, field, schema.safeParse({ [field]: text }).success]).toEqual([name, field, false]);
});

test(
  "S-85: the promise of a gift and a profile too, with every field long at once",
  { timeout: TIMEOUT_MS },
  () => {
    for (const schema of [zCreatePledge, zProfile])
      for (const text of words.slice(0, 12)) {
        const input = Object.fromEntries(Object.keys(schema.shape).map((field) => [field, text]));
        expect(schema.safeParse(input).success).toBe(false);
      }
  },
);
