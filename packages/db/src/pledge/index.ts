export * from "./pledge.ts";
