export * from "./close-finding.ts";
export * from "./reconcile.ts";
export * from "./task.ts";
