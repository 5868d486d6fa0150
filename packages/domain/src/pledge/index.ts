export * from "./pledge-status.ts";
export * from "./pledge.events.ts";
export * from "./pledge.ts";
export * from "./tell-pledge.ts";
