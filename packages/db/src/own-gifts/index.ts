export * from "./list.ts";
export * from "./statement.ts";
export * from "./statistics.ts";
