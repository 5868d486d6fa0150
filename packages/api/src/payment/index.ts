export * from "./apply-signals.ts";
export * from "./confirm-payment.ts";
export * from "./poll-silent.ts";
export * from "./process-notices.ts";
export * from "./receive-notice.ts";
export type { Cause } from "./write-decision.ts";
