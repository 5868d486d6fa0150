export * from "./campaign.ts";
export * from "./insert-campaign.ts";
export * from "./life.ts";
export * from "./read-campaigns.ts";
export * from "./read-top.ts";
