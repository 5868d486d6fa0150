export * from "./pledge.events.ts";
export * from "./pledge.ts";
