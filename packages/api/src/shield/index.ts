export * from "./guard-checkout.ts";
export { newChallenge, WAIT_S } from "./challenge.ts";
