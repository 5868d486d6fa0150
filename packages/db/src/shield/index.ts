export * from "./incident.ts";
export * from "./try.ts";
