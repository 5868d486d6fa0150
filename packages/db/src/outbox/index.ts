export * from "./delivery.ts";
export * from "./lag.ts";
export * from "./outbox.ts";
