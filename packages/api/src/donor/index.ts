export * from "./donor-statistics.ts";
export * from "./donor.view.ts";
export * from "./list-donations.ts";
