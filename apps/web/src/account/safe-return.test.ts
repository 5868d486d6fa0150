import { expect, test } from "vitest";
import { safeReturn } from "./safe-return.ts";

test.each(["/en/me", "/bn", "/fr/campaigns?q=valve", "/en/me/security", "/admin", "/admin/audit?actor=x"])(
  "%s is a page of ours",
  (path) => {
    expect(safeReturn(path)).toBe(path);
  },
);

test.each([
  undefined,
  "",
  "//evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "https:evil.example",
  "https://evil.example/en/me",
  "javascript:alert(1)",
  "/en//evil.example",
  "/%0d%0aSet-Cookie:x",
  "/en/%0d%0ax",
  "/en/%5cevil.example",
  "/ en/me",
  "/de/me",
  "/api/trpc",
  "/english",
  "/administrator",
  "/admin//evil.example",
  "en/me",
  "@evil.example",
  "/..//evil.example",
])("S-79 %s leads nowhere", (path) => {
  expect(safeReturn(path)).toBeNull();
});
