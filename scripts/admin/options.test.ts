import { expect, test } from "vitest";
import { adminCommandOf } from "./options.ts";

test("an administrator is made for an address", () => {
  expect(adminCommandOf(["create", "--email", "a@example.org"])).toEqual({
    email: "a@example.org",
    name: undefined,
  });
});

test.each([[], ["create"], ["delete", "--email", "a@example.org"], ["create", "--role", "x"]])(
  "what is not understood gets the usage: %o",
  (...args) => {
    expect(() => adminCommandOf(args)).toThrow("pnpm admin create --email");
  },
);
