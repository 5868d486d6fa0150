export { createSignInProvider, type OpenidSettings } from "./sign-in-provider.ts";
