export * from "./method.ts";
export * from "./provider.ts";
export * from "./signal.ts";
