export * from "./print-ledger.ts";
