export * from "./milestone.ts";
export * from "./public-gift.ts";
export * from "./totals.ts";
