export * from "./get-statement.ts";
export * from "./list-own-gifts.ts";
export * from "./own-gifts.view.ts";
export * from "./own-statistics.ts";
export * from "./resend-receipt.ts";
