export * from "./campaign.ts";
export * from "./read-campaigns.ts";
