import * as z from "zod";

/** How a donor pays, in the donor's words. Which provider carries it is the registry's business. */
export const PAYMENT_METHODS = ["bkash", "nagad", "rocket", "upay", "card"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export const zPaymentMethod = z.enum(PAYMENT_METHODS);

export const PROVIDER_NAMES = ["sslcommerz"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];
