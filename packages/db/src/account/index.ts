export * from "./role.ts";
export * from "./session.ts";
export * from "./token.ts";
export * from "./user.ts";
