import type { Locale } from "@careforall/domain/shared";
import bn from "../../messages/bn.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };

/** What the steps of a donor need of the pages' words. English ones are written out where they are the guarantee. */
type Words = {
  readonly Give: Readonly<Record<"email" | "name" | "hide" | "message" | "other" | "continue", string>>;
  readonly Gift: Readonly<Record<"thanks", string>>;
  readonly Totals: Readonly<Record<"raised" | "behind", string>>;
};

export const WORDS: Readonly<Record<Locale, Words>> = { en, bn, fr };

/** A sentence as it is read: its places filled, its marks for the page gone. */
export const spoken = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/<\/?\w+>/g, "").replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
