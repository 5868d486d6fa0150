import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "../observe/index.ts";
import { underLease } from "./under-lease.ts";

const ctx = { log: createLogger("test", "silent") };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a lease is renewed while the work goes on, though a renewal fails, and not any more after it", async () => {
  const renew = vi.fn<() => Promise<void>>(async () => {
    if (renew.mock.calls.length === 1) throw new Error("the database is away");
  });
  const working = underLease(ctx, { everyMs: 1_000, renew }, async () => {
    await vi.advanceTimersByTimeAsync(3_500);
    return "done";
  });
  expect(await working).toBe("done");
  expect(renew).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(renew).toHaveBeenCalledTimes(3);
});

test("work that fails ends its lease as well", async () => {
  const renew = vi.fn<() => Promise<void>>(async () => undefined);
  await expect(
    underLease(ctx, { everyMs: 1_000, renew }, () => Promise.reject(new Error("no"))),
  ).rejects.toThrow("no");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(renew).not.toHaveBeenCalled();
});
