export * from "./apply-signal.ts";
export * from "./attempt-facts.ts";
export { captureReference, promisedEntries } from "./capture-posting.ts";
export * from "./expire-unpaid.ts";
export * from "./method.ts";
export * from "./payment.events.ts";
export * from "./payment.ts";
export * from "./provider.ts";
export * from "./signal.ts";
