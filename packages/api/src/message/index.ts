export * from "./prepare-receipts.ts";
export * from "./send-receipt.ts";
