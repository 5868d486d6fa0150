export * from "./finding.ts";
export * from "./open-findings.ts";
export * from "./our-side.ts";
export * from "./run.ts";
export * from "./scope.ts";
