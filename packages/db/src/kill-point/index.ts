export * from "./kill-point.ts";
export * from "./names.ts";
