import type { Locale } from "@careforall/domain/shared";

/** Every language in its own words, so that people find theirs in a page that they cannot read. */
export const LANGUAGE_NAMES = { en: "English", bn: "বাংলা", fr: "Français" } as const satisfies Record<
  Locale,
  string
>;
