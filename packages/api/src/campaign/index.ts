export * from "./advance-campaigns.ts";
export * from "./campaign.view.ts";
export * from "./get-campaign.ts";
export * from "./get-totals.ts";
export * from "./list-campaigns.ts";
export * from "./list-donations.ts";
export * from "./watch-totals.ts";
export * from "./store-campaign.ts";
