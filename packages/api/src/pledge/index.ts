export * from "./checkout-pledge.ts";
export * from "./come-back.ts";
export * from "./create-pledge.ts";
export { zGiftToken } from "./find-gift.ts";
export * from "./form-id.ts";
export * from "./get-gift.ts";
export * from "./get-kept-form.ts";
export { openCheckout } from "./open-checkout.ts";
export * from "./pledge.view.ts";
