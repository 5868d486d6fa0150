import * as z from "zod";

/** The languages of the product; URLs start with them. */
export const LOCALES = ["en", "bn", "fr"] as const;
export type Locale = (typeof LOCALES)[number];
export const zLocale = z.enum(LOCALES);
