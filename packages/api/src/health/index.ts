export * from "./check-database.ts";
export * from "./lag.ts";
export * from "./may-look.ts";
