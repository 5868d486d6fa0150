export * from "./currency.ts";
export * from "./currency.schema.ts";
export * from "./format.ts";
export * from "./limits.ts";
export * from "./money.ts";
export * from "./percent.ts";
export * from "./share.ts";
export * from "./typed-amount.ts";
