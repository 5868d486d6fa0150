import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const WEB = "https://give.example.org";
const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), WEB);

test("S-52: our own pages may post, by either way that browsers say so", () => {
  expect(from({ "sec-fetch-site": "same-origin" })).toBe(true);
  expect(from({ origin: WEB })).toBe(true);
  expect(from({ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" })).toBe(true);
  expect(from({})).toBe(true);
});

test.each([
  { "sec-fetch-site": "cross-site", origin: WEB },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
  { origin: "https://evil.example", host: "give.example.org" },
  { origin: "null", host: "give.example.org" },
])("another site may not: %o", (headers) => {
  expect(from(headers)).toBe(false);
});
