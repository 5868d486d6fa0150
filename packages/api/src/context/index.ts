export * from "./context.ts";
export * from "./ids.ts";
export * from "./waker.ts";
