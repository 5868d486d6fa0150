export * from "./accept-held.ts";
export * from "./list-reviews.ts";
export * from "./refund-case.ts";
