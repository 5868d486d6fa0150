export * from "./challenge.ts";
export * from "./passkey.ts";
export * from "./recovery-code.ts";
export * from "./role.ts";
export * from "./session.ts";
export * from "./token.ts";
export * from "./totp.ts";
export * from "./user.ts";
