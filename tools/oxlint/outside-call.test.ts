import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PORT_METHODS } from "./outside-call.ts";

const PORT = join(import.meta.dirname, "../../packages/domain/src/payment/provider.ts");

test("the lint rule knows every method of the payment port that goes outside", () => {
  const text = readFileSync(PORT, "utf8");
  const body = text.slice(text.indexOf("interface PaymentProvider"));
  const methods = [...body.matchAll(/^  (\w+)\([^;]*?\): Promise</gms)].map(([, name]) => name ?? "");
  expect(methods).toContain("startCheckout");
  expect(methods.filter((name) => !PORT_METHODS.has(name))).toEqual([]);
});
