export * from "./corrections-due.ts";
export * from "./number.ts";
export * from "./receipt.events.ts";
export * from "./receipt-year.ts";
