export * from "./apply-signals.ts";
export * from "./confirm-payment.ts";
export { providerNamed } from "./connected-provider.ts";
export * from "./poll-silent.ts";
export { postUnknownCharge } from "./post-unknown-charge.ts";
export * from "./process-notices.ts";
export * from "./receive-notice.ts";
export type { Cause } from "./write-decision.ts";
