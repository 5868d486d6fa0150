export * from "./forget.ts";
export * from "./limit-pool.ts";
