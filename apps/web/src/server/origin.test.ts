import { expect, test } from "vitest";
import { originOf } from "./origin.ts";

const W3C = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;
const given = (headers: Record<string, string>) => originOf((name) => headers[name] ?? null);

test("who brings no ids gets some of its own, as W3C Trace Context wants them, never all zeros", () => {
  const made = Array.from({ length: 100 }, () => given({}));
  for (const { requestId, traceparent } of made) {
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(traceparent).toMatch(W3C);
    expect(traceparent).not.toMatch(/-0+-/);
  }
  expect(new Set(made.map(({ requestId }) => requestId)).size).toBe(100);
  expect(new Set(made.flatMap(({ traceparent }) => traceparent?.split("-").slice(1, 3))).size).toBe(200);
});

test("a caller's own ids are kept when they are well formed, and replaced otherwise", () => {
  const own = {
    "x-request-id": "request-0001",
    traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
  };
  expect(given(own)).toEqual({ requestId: own["x-request-id"], traceparent: own.traceparent });
  const bad = { "x-request-id": "a b", traceparent: `00-${"0".repeat(32)}-${"b".repeat(16)}-01` };
  expect(given(bad).requestId).not.toBe("a b");
  expect(given(bad).traceparent).toMatch(W3C);
});
