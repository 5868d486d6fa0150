export * from "./file-store.ts";
export * from "./upload.ts";
