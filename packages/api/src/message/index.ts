export * from "./prepare-receipts.ts";
