export * from "./envelope.ts";
export * from "./once.ts";
