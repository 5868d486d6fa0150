export * from "./apply-refund-news.ts";
export * from "./refund.events.ts";
export * from "./refund.ts";
export * from "./request-refund.ts";
