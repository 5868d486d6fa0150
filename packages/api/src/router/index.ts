export * from "./app-router.ts";
export * from "./procedure-rules.ts";
export * from "./to-app-error.ts";
export { type RequestContext, TRPC_CODE } from "./trpc.ts";
