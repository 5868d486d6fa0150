export * from "./judge-try.ts";
