export * from "./limit-pool.ts";
