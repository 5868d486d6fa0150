export * from "./guard-checkout.ts";
export { WAIT_S } from "./challenge.ts";
