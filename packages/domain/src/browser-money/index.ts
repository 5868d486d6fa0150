/**
 * What a page in the browser needs of money. Nothing here reaches zod, which would add 34 kB to every donor's page.
 */
export * from "../money/currency.ts";
export * from "../money/format.ts";
export * from "../money/limits.ts";
export * from "../money/money.ts";
export * from "../money/percent.ts";
export * from "../money/typed-amount.ts";
