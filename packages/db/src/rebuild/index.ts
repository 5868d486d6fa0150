export * from "./applied-events.ts";
export * from "./compare.ts";
export * from "./copies.ts";
export * from "./swap.ts";
