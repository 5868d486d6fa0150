/**
 * What a page in the browser needs of money. Nothing here reaches zod, which would add 34 kB to every donor's page.
 */
export * from "./currency.ts";
export * from "./format.ts";
export * from "./limits.ts";
export * from "./money.ts";
export * from "./percent.ts";
export * from "./typed-amount.ts";
