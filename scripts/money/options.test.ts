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

test.each([
  [[]],
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
