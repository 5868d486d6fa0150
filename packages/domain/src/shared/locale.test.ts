import { expect, test } from "vitest";
import { LOCALES, zLocale } from "./locale.ts";

test("the languages are those of the URLs, and nothing near them", () => {
  for (const locale of LOCALES) expect(zLocale.parse(locale)).toBe(locale);
  for (const text of ["", "EN", "en-US", "de", "toString"])
    expect(zLocale.safeParse(text).success).toBe(false);
});
