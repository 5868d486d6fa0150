export * from "./bounded-pool.ts";
export * from "./client.ts";
export * from "./durability.ts";
export * from "./listen.ts";
export * from "./past.ts";
export * from "./search.ts";
export * from "./sql.ts";
export * from "./transaction.ts";
