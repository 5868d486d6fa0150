export * from "./complete-sign-in.ts";
export * from "./confirm.ts";
export * from "./recovery-codes.ts";
export * from "./seal.ts";
export * from "./set-up-totp.ts";
export * from "./turn-off-totp.ts";
