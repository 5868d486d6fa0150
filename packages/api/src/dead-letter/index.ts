export * from "./replay-all.ts";
export * from "./replay-dead-letter.ts";
