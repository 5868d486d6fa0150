export * from "./accept-held.ts";
export * from "./case-refund.ts";
export * from "./held-case.ts";
export * from "./held.events.ts";
export * from "./refunded-charge.ts";
