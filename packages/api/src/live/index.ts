export * from "./hub.ts";
export * from "./postgres-source.ts";
