export * from "./invariant-run.ts";
export * from "./upkeep.ts";
