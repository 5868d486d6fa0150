import { expect, test } from "vitest";
import { commandOf } from "./options.ts";

const REFUND = ["refund", "--payment", "01JX", "--amount", "200.00", "--kind", "fraud", "--reason", "Stolen"];

test("the same command twice has the same key; another amount or a key of its own has another", () => {
  const key = (...more: string[]) => {
    const command = commandOf([...REFUND, ...more]);
    return command.verb === "refund" ? command.key : null;
  };
  expect(key()).toBe(key());
  expect(key("--amount", "201.00")).not.toBe(key());
  expect(key("--key", "second")).toBe("second");
});

test("a gift is shown by its reference, a refund of the provider is recorded by its id", () => {
  expect(commandOf(["show", "01JX"])).toEqual({ verb: "show", payment: "01JX" });
  const [, ...rest] = REFUND;
  expect(commandOf(["record-refund", ...rest, "--provider-refund", "R-1"])).toMatchObject({
    verb: "record-refund",
    providerRefundId: "R-1",
  });
});

test("a settlement is of a payment or of a charge; a statement is only looked at, unless it is to be applied", () => {
  const settled = { verb: "settle", net: "487.50", fee: null, date: null };
  expect(commandOf(["settle", "--payment", "01JX", "--net", "487.50"])).toEqual({
    ...settled,
    of: { payment: "01JX" },
  });
  expect(
    commandOf(["settle", "--charge", "v1", "--net", "487.50", "--fee", "12.50", "--date", "2026-11-21"]),
  ).toEqual({ ...settled, of: { charge: "v1" }, fee: "12.50", date: "2026-11-21" });
  const file = { verb: "settle-file", file: "a.csv" };
  expect(commandOf(["settle", "--file", "a.csv"])).toEqual({ ...file, isApplied: false });
  expect(commandOf(["settle", "--file", "a.csv", "--apply"])).toEqual({ ...file, isApplied: true });
});

test("a suppressed receipt is named by its gift; a case is shown by its id", () => {
  expect(commandOf(["send-receipt", "--gift", "01JX", "--by", "Farida"])).toEqual({
    verb: "send-receipt",
    gift: "01JX",
    by: "Farida",
  });
  expect(commandOf(["show", "--case", CASE])).toEqual({ verb: "show-case", caseId: CASE });
  expect(() => commandOf(["send-receipt"])).toThrow(/not understood/);
});

test("a preview has the key of its order", () => {
  expect(commandOf([...REFUND, "--preview"])).toEqual({ ...commandOf(REFUND), isPreview: true });
});

const CASE = "0196f0a0-0000-7000-8000-000000000001";

test("cases are listed, accepted and refunded; whoever types it may say who they are", () => {
  expect(commandOf(["review"])).toEqual({ verb: "review", after: undefined });
  expect(commandOf(["review", "--after", "x"])).toEqual({ verb: "review", after: "x" });
  expect(commandOf(["accept", "--case", CASE, "--reason", "Called"])).toMatchObject({
    verb: "accept",
    caseId: CASE,
    reason: "Called",
  });
  const refund = ["refund", "--case", CASE, "--amount", "5", "--kind", "mistake", "--reason", "x"];
  const keyed = (...more: string[]) => {
    const command = commandOf([...refund, ...more]);
    return command.verb === "refund-case" ? command.key : null;
  };
  expect(keyed("--by", "Farida")).toBe(keyed());
  expect(keyed("--amount", "6")).not.toBe(keyed());
});

test.each([
  [["accept", "--case", CASE]],
  [["accept", "--case", "7", "--reason", "x"]],
  [["review", "--case", CASE]],
  [[...REFUND, "--case", CASE]],
  [[]],
  [["settle"]],
  [["settle", "--payment", "a", "--charge", "b", "--net", "1"]],
  [["settle", "--payment", "a"]],
  [["settle", "--payment", "a", "--net", "1", "--date", "yesterday"]],
  [["settle", "--payment", "a", "--net", "1", "--apply"]],
  [["settle", "--file", "a.csv", "--net", "1"]],
  [["show"]],
  [["show", "a", "b"]],
  [["show", "a", "--kind", "fraud"]],
  [["refund"]],
  [[...REFUND, "--kind", "whim"]],
  [[...REFUND, "--force"]],
  [[...REFUND, "--provider-refund", "R-1"]],
  [["record-refund", ...REFUND.slice(1)]],
])("%j is answered with what can be typed", (args) => {
  expect(() => commandOf(args)).toThrow(/not understood[^\n]*\npnpm money show/);
});
