export * from "./logger.ts";
export * from "./metrics.ts";
export * from "./pool-metrics.ts";
export * from "./request-log.ts";
