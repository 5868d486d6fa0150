export * from "./campaign.events.ts";
export * from "./campaign.ts";
export * from "./kind.ts";
export * from "./lifecycle.ts";
