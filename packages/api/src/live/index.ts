export * from "./hub.ts";
export * from "./live-source.ts";
export * from "./postgres-source.ts";
export * from "./redis-source.ts";
export * from "./totals-cache.ts";
