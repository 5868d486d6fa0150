export * from "./ask-provider.ts";
export * from "./link-provider.ts";
export type { ProviderReturn } from "./read-return.ts";
export * from "./sign-in-with-provider.ts";
