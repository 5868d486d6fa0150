export * from "./campaign.ts";
