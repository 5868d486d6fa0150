export * from "./picture-urls.ts";
export * from "./remove-files.ts";
export * from "./set-avatar.ts";
