export * from "./delivery.ts";
export * from "./due.ts";
export * from "./lag.ts";
export * from "./lease.ts";
export * from "./outbox.ts";
export * from "./pause.ts";
