export * from "./erase.ts";
export * from "./record.ts";
export * from "./scope.ts";
