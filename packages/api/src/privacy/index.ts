export * from "./erase-account.ts";
export * from "./erase-again.ts";
export * from "./erase-guest.ts";
export * from "./export-data.ts";
export * from "./write-export.ts";
