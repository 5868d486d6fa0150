export * from "./run-upkeep.ts";
export * from "./tasks.ts";
