export * from "./platform-statistics.ts";
