export * from "./backoff.ts";
export * from "./pause-consumer.ts";
export * from "./run-consumers.ts";
export * from "./subscriptions.ts";
