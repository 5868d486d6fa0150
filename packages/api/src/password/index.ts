export * from "./gate.ts";
export * from "./passwords.ts";
export * from "./strength.ts";
