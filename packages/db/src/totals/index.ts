export * from "./milestone.ts";
export * from "./public-gift.ts";
export * from "./rebuild.ts";
export * from "./totals.ts";
