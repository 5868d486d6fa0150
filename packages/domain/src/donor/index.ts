export * from "./donation.ts";
export * from "./fold-gifts.ts";
