export * from "./public-gift.ts";
export * from "./totals.ts";
