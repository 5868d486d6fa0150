import { PAYMENT_METHODS, PROVIDER_NAMES } from "@careforall/domain/payment";
import { expect, test } from "vitest";
import { createProviders } from "./index.ts";

const providers = createProviders({
  sslcommerz: { apiUrl: "http://127.0.0.1:4010", storeId: "testbox", storePassword: "qwerty" },
});

test("every provider that the domain names is connected under its name", () => {
  expect([...providers.keys()].toSorted()).toEqual([...PROVIDER_NAMES].toSorted());
  for (const [name, provider] of providers) expect(provider.name).toBe(name);
});

test("S-76: every provider says where its payment pages are, for the policy of the form's page", () => {
  expect(providers.get("sslcommerz")?.pageOrigins).toEqual(["http://127.0.0.1:4010"]);
  const live = createProviders({
    sslcommerz: { apiUrl: "https://securepay.sslcommerz.com", storeId: "s", storePassword: "p" },
  });
  expect(live.get("sslcommerz")?.pageOrigins).toEqual(["https://*.sslcommerz.com"]);
});

test("every way to pay that the form offers is carried by a provider", () => {
  const carried = new Set([...providers.values()].flatMap(({ methods }) => methods));
  expect([...carried].toSorted()).toEqual([...PAYMENT_METHODS].toSorted());
});
