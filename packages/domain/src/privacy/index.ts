export * from "./erased.ts";
export * from "./privacy.events.ts";
