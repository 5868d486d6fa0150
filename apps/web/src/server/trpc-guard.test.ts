import { AppError } from "@careforall/domain/shared";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { BATCH_MAX, CALL_BODY_MAX_BYTES, headersOfAnswer, refuseCall } from "./trpc-guard.ts";

const WEB = "https://give.example.org";
const refuse = (headers: Record<string, string>, method = "POST") =>
  refuseCall(method, (name) => ({ "content-type": "application/json", ...headers })[name] ?? null, WEB);

test("S-50: a call comes from a page of ours, or from a program without a browser's cookies", () => {
  expect(refuse({ "sec-fetch-site": "same-origin", cookie: "a=b" })).toBeNull();
  expect(refuse({ "sec-fetch-site": "none" })).toBeNull();
  expect(refuse({ origin: WEB, cookie: "a=b" })).toBeNull();
  expect(refuse({})).toBeNull();
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site", origin: WEB },
    { cookie: "a=b" },
    { origin: "https://attacker.example" },
    { origin: "null" },
  ])
    expect([headers, refuse(headers)]).toEqual([headers, 403]);
  // An old browser's live stream says neither.
  expect(refuse({ cookie: "a=b" }, "GET")).toBeNull();
  expect(refuse({ "sec-fetch-site": "cross-site" }, "GET")).toBe(403);
});

test("S-54: another host of the same site is another site", () => {
  expect(refuse({ "sec-fetch-site": "same-site", cookie: "a=b" })).toBe(403);
  expect(refuse({ origin: "https://blog.give.example.org", cookie: "a=b" })).toBe(403);
});

test("S-49: a form of another site cannot be a call: JSON only, so a browser asks first, and is answered by nobody", () => {
  for (const type of [
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/octet-stream",
  ])
    expect([type, refuse({ "content-type": type })]).toEqual([type, 415]);
  expect(refuse({ "content-type": "application/json; charset=utf-8" })).toBeNull();
});

test("S-94: S-96: bodies, batches and methods of calls are bounded", () => {
  expect(refuse({ "content-length": `${CALL_BODY_MAX_BYTES + 1}` })).toBe(413);
  expect(refuse({ "content-length": `${CALL_BODY_MAX_BYTES}` })).toBeNull();
  expect(BATCH_MAX).toBe(10);
  expect(refuse({}, "PUT")).toBe(405);
});

test("a refused call says when to come again; in a batch, the latest", () => {
  const refusal = (retryAfterS: number) =>
    new TRPCError({
      code: "TOO_MANY_REQUESTS",
      cause: new AppError("rate_limited", "limit.reached", "too often", { retryAfterS }),
    });
  expect(headersOfAnswer({ errors: [] })).toEqual({});
  const { headers } = headersOfAnswer({
    errors: [refusal(3), refusal(20), new TRPCError({ code: "NOT_FOUND" })],
  });
  expect(headers?.get("retry-after")).toBe("20");
});
