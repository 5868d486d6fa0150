export * from "./finding.ts";
export * from "./judge-charge.ts";
