export * from "./delivery.ts";
export * from "./outbox.ts";
