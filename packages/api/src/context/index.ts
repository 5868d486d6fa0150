export type { Actor } from "./actor.ts";
export * from "./context.ts";
export * from "./ids.ts";
export * from "./shared-read.ts";
export * from "./under-lease.ts";
export * from "./waker.ts";
