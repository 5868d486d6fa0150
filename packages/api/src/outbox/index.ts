export * from "./backoff.ts";
export * from "./run-consumers.ts";
export * from "./subscriptions.ts";
