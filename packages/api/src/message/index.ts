export * from "./mint-link.ts";
export * from "./prepare-account-mail.ts";
export * from "./prepare-receipts.ts";
export * from "./send-receipt.ts";
