import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { pagePolicy, protect } from "./security-headers.ts";
import { readReports } from "./serve-csp-report.ts";

const LIVE = {
  webUrl: "https://give.example.org",
  filesUrl: "https://give.example.org",
  pageOrigins: ["https://*.sslcommerz.com"],
  isDevelopment: false,
};

function headersOf(path: string, protection: typeof LIVE): Map<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  protect(response, path, protection);
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, `${String(value)}`]));
}

test("S-78: over https browsers stay there for a year, and elsewhere nobody says so", () => {
  expect(headersOf("/en", LIVE).get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  expect(
    headersOf("/en", { ...LIVE, webUrl: "http://localhost:3000" }).has("strict-transport-security"),
  ).toBe(false);
});

test("S-78: an address that is a secret is told to no other site", () => {
  for (const path of [
    "/en/gifts/abc",
    "/bn/reset/abc",
    "/fr/verify/abc",
    "/en/confirm-email/abc",
    "/en/forget-me/abc",
  ])
    expect([path, headersOf(path, LIVE).get("referrer-policy")]).toEqual([path, "no-referrer"]);
  for (const path of ["/en", "/en/campaigns/gifts", "/en/giftshop"])
    expect([path, headersOf(path, LIVE).get("referrer-policy")]).toEqual([
      path,
      "strict-origin-when-cross-origin",
    ]);
});

test("S-76: in production nothing is evaluated and no script runs without the nonce", () => {
  const policy = pagePolicy("bm9uY2U=", LIVE);
  expect(policy).toContain("script-src 'nonce-bm9uY2U=' 'strict-dynamic';");
  expect(policy).toContain("form-action 'self' https://*.sslcommerz.com;");
  expect(policy).toContain("upgrade-insecure-requests");
  expect(policy).not.toContain("unsafe-eval");
  expect(policy).not.toMatch(/(script-src|style-src|default-src)[^;-]* 'unsafe-inline'/);
});

test("S-89: pictures of people may come from their own host, and from no other", () => {
  expect(pagePolicy("x", LIVE)).toContain("img-src 'self' data:;");
  const apart = pagePolicy("x", { ...LIVE, filesUrl: "https://files.example.org" });
  expect(apart).toContain("img-src 'self' data: https://files.example.org;");
});

test("a report says which rule and which site, and no address of ours", () => {
  const report = (blocked: string) =>
    readReports(
      JSON.stringify({ "csp-report": { "effective-directive": "script-src-elem", "blocked-uri": blocked } }),
    );
  expect(report("https://evil.example/a?token=1")).toEqual([
    { directive: "script-src-elem", blocked: "https://evil.example" },
  ]);
  expect(report("inline")).toEqual([{ directive: "script-src-elem", blocked: "inline" }]);
  expect(report("data:text/html,x")).toEqual([{ directive: "script-src-elem", blocked: "data:" }]);
  const body = { effectiveDirective: "frame-src\r\nforged", blockedURL: "https://evil.example/x" };
  expect(readReports(JSON.stringify([{ type: "csp-violation", body }]))).toEqual([
    { directive: "frame-src", blocked: "https://evil.example" },
  ]);
  for (const text of ["", "null", "[]", "{}", "[1]", '{"csp-report":1}'])
    expect(readReports(text)).toEqual([]);
});
