export * from "./audited.ts";
export * from "./can.ts";
export * from "./permission.ts";
export * from "./role-change.ts";
