import { expect, test } from "vitest";
import { isKnownBrowser, knownBrowserCookie, newDeviceCookie, readDevice } from "./index.ts";

const SITE = { secret: "a secret that only this test uses", isSecure: false };
const sent = (...cookies: readonly string[]): string =>
  cookies.map((cookie) => cookie.split(";")[0]).join("; ");
const deviceIn = (cookie: string): string => readDevice(SITE, sent(cookie)) ?? "";

test("S-04: a browser is known to the accounts that it has signed in to, and to no other", () => {
  const device = deviceIn(newDeviceCookie(SITE));
  const first = knownBrowserCookie(SITE, null, { device, email: "rina@example.org" });
  const both = knownBrowserCookie(SITE, sent(first), { device, email: "salma@example.org" });
  for (const email of ["rina@example.org", "salma@example.org", "RINA@example.org"])
    expect(isKnownBrowser(SITE, sent(both), { device, email })).toBe(true);
  expect(isKnownBrowser(SITE, sent(both), { device, email: "another@example.org" })).toBe(false);
  expect(isKnownBrowser(SITE, sent(first), { device, email: "salma@example.org" })).toBe(false);
});

test("S-04: a cookie that is carried to another browser, or that we did not sign, makes nobody known", () => {
  const [device, other] = [deviceIn(newDeviceCookie(SITE)), deviceIn(newDeviceCookie(SITE))];
  const email = "rina@example.org";
  const known = sent(knownBrowserCookie(SITE, null, { device, email }));
  expect(isKnownBrowser(SITE, known, { device: other, email })).toBe(false);
  expect(isKnownBrowser(SITE, known, { device: null, email })).toBe(false);
  expect(isKnownBrowser({ ...SITE, secret: "another" }, known, { device, email })).toBe(false);
  for (const cookies of [
    null,
    "",
    "careforall-known=",
    "careforall-known=....",
    `careforall-known=${"A".repeat(22)}`,
  ])
    expect(isKnownBrowser(SITE, cookies, { device, email })).toBe(false);
});

test("a browser is what we signed, bound to this host over https, and out of reach of scripts", () => {
  const cookie = newDeviceCookie({ ...SITE, isSecure: true });
  expect(cookie).toMatch(
    /^__Host-careforall-device=[\w-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(readDevice({ ...SITE, isSecure: true }, sent(cookie))).not.toBeNull();
  // The name without https is another cookie.
  expect(readDevice(SITE, sent(cookie))).toBeNull();
  expect(readDevice({ ...SITE, secret: "another", isSecure: true }, sent(cookie))).toBeNull();
  const changed = sent(cookie).replace(/.$/, (letter) => (letter === "A" ? "B" : "A"));
  expect(readDevice({ ...SITE, isSecure: true }, changed.slice(0, -2))).toBeNull();
});

test("a cookie of many accounts keeps the newest five", () => {
  const device = deviceIn(newDeviceCookie(SITE));
  const emails = Array.from({ length: 7 }, (_, i) => `person-${i}@example.org`);
  let cookies = "";
  for (const email of emails) cookies = sent(knownBrowserCookie(SITE, cookies, { device, email }));
  const known = emails.filter((email) => isKnownBrowser(SITE, cookies, { device, email }));
  expect(known).toEqual(emails.slice(2));
  expect(cookies.length).toBeLessThan(200);
});
