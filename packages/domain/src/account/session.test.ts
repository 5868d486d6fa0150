import { expect, test } from "vitest";
import { isSessionOver, normalEmail, SESSION_LIMITS, zAccountEmail } from "./index.ts";

const BEGIN = new Date("2026-11-21T00:00:00Z");
const after = (ms: number): Date => new Date(BEGIN.getTime() + ms);

test.each([
  [false, SESSION_LIMITS.person],
  [true, SESSION_LIMITS.staff],
] as const)(
  "a session is over at its idle and at its absolute limit, not before (staff: %s)",
  (isStaff, limits) => {
    const unused = { createdAt: BEGIN, lastSeenAt: BEGIN, isStaff };
    expect(isSessionOver(unused, after(limits.idleMs - 1))).toBe(false);
    expect(isSessionOver(unused, after(limits.idleMs))).toBe(true);
    const used = { ...unused, lastSeenAt: after(limits.absoluteMs - 1) };
    expect(isSessionOver(used, after(limits.absoluteMs - 1))).toBe(false);
    expect(isSessionOver(used, after(limits.absoluteMs))).toBe(true);
  },
);

test("S-11 an address has one spelling, and what only becomes one by folding is refused", () => {
  expect(zAccountEmail.parse(" Rina@Example.ORG ")).toBe("rina@example.org");
  expect(normalEmail("ＲＩＮＡ@example.org")).toBe("rina@example.org");
  for (const text of ["rina\uFF20example.org", "a@b\uFF20c.org", "a@b@c.org", "rina", "a\u0000@b.org"])
    expect(zAccountEmail.safeParse(text).success).toBe(false);
});
