export * from "./check-database.ts";
export * from "./deep-health.ts";
export * from "./gauges.ts";
export * from "./may-look.ts";
