export * from "./upload.ts";
