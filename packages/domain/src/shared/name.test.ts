import { expect, test } from "vitest";
import { zName } from "./name.ts";

const zShort = zName(40);

test.each([
  ["turned words", "Rina \u202Emada naf\u202C", "Rina mada naf"],
  ["isolated words", "\u2067Rina\u2069", "Rina"],
  ["marks of direction", "\u200ERina\u200F \u061CBegum", "Rina Begum"],
  ["a name with nothing seen in it that is another's", "Ri\u200Bna\uFEFF Be\u2060gum", "Rina Begum"],
  ["joiners between letters that never join", "R\u200Di\u200Cna", "Rina"],
  ["a joiner at the end", "রিনা\u200D", "রিনা"],
  ["nothing but tricks", "\u202E\u200B", ""],
])("S-82: %s are taken out of a name", (_, typed, kept) => {
  expect(zShort.parse(typed)).toBe(kept);
});

test.each([
  "র\u200D্যাব",
  "ক্\u200Cষ",
  "می\u200Cخواهم",
  "👩\u200D👩\u200D👧",
  "👩🏽\u200D🌾",
  "محمد",
  "José Ngọc",
])("S-82: what a language or an emoji needs stays: %s", (name) => {
  expect(zShort.parse(name)).toBe(name);
});

test("a line break or another control character is refused", () => {
  for (const name of ["Rina\nBegum", "Rina\r\nBcc: x", "\u0007", "a\u009Fb"])
    expect(zShort.safeParse(name).success).toBe(false);
});
