export * from "./ensure-role.ts";
export * from "./grant-rights.ts";
export * from "./rights.ts";
