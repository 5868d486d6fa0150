import { expect, test } from "vitest";
import { zAccountEmail } from "../account/index.ts";
import { erasedAddress, isErasedAddress } from "./index.ts";

const ID = "0193a000-0000-7000-8000-00000000000a";

test("what stands in the place of an address is known as such, and is an address in its one spelling", () => {
  expect(isErasedAddress(erasedAddress(ID))).toBe(true);
  expect(zAccountEmail.parse(erasedAddress(ID))).toBe(erasedAddress(ID));
});

test("nobody's own address is taken for an erased one", () => {
  expect(isErasedAddress("rina@example.org")).toBe(false);
  expect(isErasedAddress("erased.invalid@example.org")).toBe(false);
});
