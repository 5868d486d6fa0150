export * from "./handle-rest.ts";
export * from "./openapi.ts";
export * from "./routes.ts";
