export * from "./pledge.ts";
export * from "./attempts.ts";
