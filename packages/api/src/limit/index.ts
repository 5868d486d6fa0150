export * from "./asker.ts";
export * from "./call-limits.ts";
export * from "./create-limits.ts";
export * from "./device.ts";
export * from "./limits.ts";
export * from "./limits-page.ts";
export * from "./known-browser.ts";
export * from "./sign-in-guard.ts";
