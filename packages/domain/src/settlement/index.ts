export * from "./settle-charge.ts";
export * from "./settlement.events.ts";
