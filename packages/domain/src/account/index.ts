export * from "./account.events.ts";
export * from "./email.ts";
export * from "./factor.ts";
export * from "./password.ts";
export * from "./profile.ts";
export * from "./role.ts";
export * from "./session.ts";
export * from "./token.ts";
