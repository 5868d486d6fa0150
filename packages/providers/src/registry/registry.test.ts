import { PAYMENT_METHODS, PROVIDER_NAMES } from "@careforall/domain/payment";
import { expect, test } from "vitest";
import { createProviders, providerFor } from "./index.ts";

const providers = createProviders({
  sslcommerz: { apiUrl: "http://127.0.0.1:4010", storeId: "testbox", storePassword: "qwerty" },
});

test("holds every provider under its own name", () => {
  expect(Array.from(providers.keys())).toEqual(PROVIDER_NAMES);
  for (const [name, provider] of providers) expect(provider.name).toBe(name);
});

test("finds a provider for every method", () => {
  for (const method of PAYMENT_METHODS) expect(providerFor(providers, method).methods).toContain(method);
});

test("refuses a method that nobody carries", () => {
  expect(() => providerFor(new Map(), "bkash")).toThrow(
    expect.objectContaining({ kind: "refused", code: "provider.method_unavailable" }),
  );
});
