export * from "./lag.ts";
export * from "./logger.ts";
export * from "./metrics.ts";
