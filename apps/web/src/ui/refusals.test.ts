import { AppError } from "@careforall/domain/shared";
import { expect, test } from "vitest";
import * as z from "zod";
import bn from "../../messages/bn.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };
import { REFUSAL_KEYS, refusalOf } from "./refusals.ts";

test.each([
  ["pledge.campaign_closed", "campaign_closed"],
  ["idempotency.key_reused", "key_reused"],
  ["idempotency.expired", "key_expired"],
  ["idempotency.in_flight", "waiting"],
  ["payment.checkout_in_flight", "waiting"],
  ["provider.unavailable", "provider_unavailable"],
] as const)("%s has its own words", (code, key) => {
  expect(refusalOf(new AppError("refused", code, "x"))).toBe(key);
});

test("a code that is newer than the table gets the words of its kind", () => {
  expect(refusalOf(new AppError("rate_limited", "limit.new", "x"))).toBe("rate_limited");
  expect(refusalOf(new AppError("unavailable", "provider.new", "x"))).toBe("provider_unavailable");
});

test("a bug is unexpected, and input that a verb refuses is invalid", () => {
  expect(refusalOf(new TypeError("boom"))).toBe("unexpected");
  expect(refusalOf(z.string().safeParse(1).error)).toBe("invalid");
});

test("no reason is without words in any language", () => {
  for (const { Refusal } of [en, bn, fr]) {
    for (const key of REFUSAL_KEYS) expect(Refusal[key], key).toMatch(/\S/);
  }
});
