export * from "./client.ts";
export * from "./sql.ts";
export * from "./transaction.ts";
