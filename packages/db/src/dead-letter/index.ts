export * from "./dead-letter.ts";
export * from "./revive.ts";
export * from "./sources.ts";
