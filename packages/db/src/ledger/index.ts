export * from "./charge.ts";
export * from "./ledger.ts";
