export * from "./donation.ts";
export * from "./facts.ts";
export * from "./read-donor.ts";
export * from "./statistics.ts";
