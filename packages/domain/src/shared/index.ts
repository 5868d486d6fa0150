export * from "./app-error.ts";
export * from "./assert.ts";
export * from "./event.ts";
export * from "./reference.ts";
export * from "./locale.ts";
export * from "./name.ts";
export * from "./text.ts";
