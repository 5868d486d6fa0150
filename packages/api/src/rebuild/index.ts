export * from "./rebuild-read-models.ts";
