export * from "./case.ts";
export * from "./case-refund.ts";
export * from "./reviews.ts";
