export * from "./case.ts";
export * from "./case-refund.ts";
export * from "./give-way.ts";
export * from "./reviews.ts";
