export * from "./issue.ts";
export * from "./kept.ts";
export * from "./read.ts";
