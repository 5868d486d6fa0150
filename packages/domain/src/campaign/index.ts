export * from "./campaign.ts";
export * from "./kind.ts";
