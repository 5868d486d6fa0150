export * from "./account.ts";
export * from "./dispute-postings.ts";
export * from "./fx-posting.ts";
export * from "./payout-postings.ts";
export * from "./posting.ts";
