export * from "./change-of.ts";
export * from "./figures.ts";
export * from "./fold.ts";
