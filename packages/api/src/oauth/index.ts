export { type AskedProvider, askProvider, askProviderToLink, PROVIDER_RETURN_PATH } from "./ask-provider.ts";
export * from "./confirm-by-provider.ts";
export * from "./link-provider.ts";
export type { ProviderReturn } from "./read-return.ts";
export * from "./sign-in-with-provider.ts";
