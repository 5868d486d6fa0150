import { expect, test, vi } from "vitest";
import { AppError, isRetryable, type AppErrorKind } from "./app-error.ts";

test("carries what each edge needs, and nothing that was not given", () => {
  const cause = new Error("socket closed");
  const full = new AppError("unavailable", "provider.unavailable", "No answer.", {
    details: { provider: "sslcommerz" },
    retryAfterS: 5,
    cause,
  });
  expect(full).toMatchObject({
    name: "AppError",
    kind: "unavailable",
    code: "provider.unavailable",
    message: "No answer.",
    details: { provider: "sslcommerz" },
    retryAfterS: 5,
    cause,
  });
  const bare = new AppError("not_found", "campaign.not_found", "There is no such campaign.");
  expect(bare.details).toEqual({});
  expect(bare.retryAfterS).toBeUndefined();
  expect(Object.hasOwn(bare, "cause")).toBe(false);
  expect(bare).toBeInstanceOf(Error);
});

test.each<[AppErrorKind, boolean]>([
  ["invalid", false],
  ["unauthenticated", false],
  ["forbidden", false],
  ["not_found", false],
  ["unprocessable", false],
  ["refused", false],
  ["conflict", true],
  ["rate_limited", false],
  ["too_large", false],
  ["unavailable", true],
])("%s is worth another try: %s", (kind, isWorthIt) => {
  expect(isRetryable(new AppError(kind, "test.case", "Test."))).toBe(isWorthIt);
});

test("a bug is tried again, because a deploy may mend it", () => {
  expect(isRetryable(new TypeError("x is undefined"))).toBe(true);
  expect(isRetryable("a thrown text")).toBe(true);
});

test("a refusal of another copy of this module is known, as the server and Next's bundle each have one", async () => {
  vi.resetModules();
  const copy = await import("./app-error.ts");
  expect(copy.AppError).not.toBe(AppError);
  const foreign: unknown = new copy.AppError("refused", "test.case", "Test.");
  expect(foreign).toBeInstanceOf(AppError);
  expect(isRetryable(foreign)).toBe(false);
  // Two builds may differ in the class; the name of the brand is what they agree on.
  expect({ [Symbol.for("careforall.AppError")]: true } instanceof AppError).toBe(true);
  const disowned = { [Symbol.for("careforall.AppError")]: false };
  for (const other of [new Error("bug"), disowned, { name: "AppError" }, null, "AppError"]) {
    expect(other instanceof AppError).toBe(false);
  }
});
