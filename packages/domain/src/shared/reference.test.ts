import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referenceOf, uuidOf } from "./reference.ts";

/** Any 128 bits as a UUID; ids from other machines need not be of version 7. */
const anyUuid = fc
  .bigInt({ min: 0n, max: 2n ** 128n - 1n })
  .map((bits) => bits.toString(16).padStart(32, "0"))
  .map((hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));

describe("a reference", () => {
  test("spells a UUID in 26 characters of Crockford's alphabet, and back", () => {
    fc.assert(
      fc.property(anyUuid, (uuid) => {
        const reference = referenceOf(uuid);
        expect(reference).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
        expect(uuidOf(reference)).toBe(uuid);
      }),
    );
  });

  test("sorts as its UUID does, so that time order stays", () => {
    fc.assert(
      fc.property(anyUuid, anyUuid, (a, b) => {
        expect(referenceOf(a) < referenceOf(b)).toBe(a < b);
      }),
    );
  });

  test.each([
    ["00000000-0000-0000-0000-000000000000", "00000000000000000000000000"],
    ["00000000-0000-0000-0000-000000000001", "00000000000000000000000001"],
    ["00000000-0000-0000-0000-000000000020", "00000000000000000000000010"],
    ["ffffffff-ffff-ffff-ffff-ffffffffffff", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"],
  ])("of %s is %s", (uuid, reference) => {
    expect(referenceOf(uuid)).toBe(reference);
    expect(uuidOf(reference)).toBe(uuid);
  });

  test.each([
    "",
    "0",
    "not-a-uuid",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "ffffffffffffffffffffffffffffffff",
    " ffffffff-ffff-ffff-ffff-ffffffffffff",
    "ffffffff-ffff-ffff-ffff-ffffffffffff\n",
    "ffffffff-ffff-ffff-ffff-ffffffffffff,00000000-0000-0000-0000-000000000000",
  ])("is made of a lower-case UUID only: %j", (text) => {
    expect(() => referenceOf(text)).toThrow(/lower-case UUID/);
  });

  test.each([
    "",
    "0".repeat(25),
    "0".repeat(27),
    "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "0000000000000000000000000I",
    "0000000000000000000000000L",
    "0000000000000000000000000O",
    "0000000000000000000000000U",
    "0000000000000000000000000-",
    "0000000000000000000000000 ",
    "0".repeat(24) + "😀",
    ` ${"0".repeat(26)}`,
    `${"0".repeat(26)}\n`,
    "0".repeat(100_000),
  ])("is refused when it is none of ours: %j", (text) => {
    expect(uuidOf(text)).toBeNull();
  });

  test("is the only spelling of its UUID, so that a mistyped one is refused or spells another", () => {
    const place = fc.integer({ min: 0, max: 25 });
    const typed = fc.constantFrom(...Array.from("07zZilLoOuU8Aa -\0😀"));
    fc.assert(
      fc.property(anyUuid, place, typed, (uuid, index, character) => {
        const text = referenceOf(uuid).slice(0, index) + character + referenceOf(uuid).slice(index + 1);
        const read = uuidOf(text);
        expect(read === null ? text : referenceOf(read)).toBe(text);
        expect(read === uuid).toBe(text === referenceOf(uuid));
      }),
    );
  });
});
