export * from "./attempt.ts";
export * from "./history.ts";
export * from "./payment.ts";
export * from "./settlement.ts";
