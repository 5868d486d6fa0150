export * from "./refund.ts";
export * from "./schedule.ts";
