import { PAYMENT_METHODS, type PaymentProvider } from "@careforall/domain/payment";
import { askPayment } from "./ask.ts";
import { pageOriginsOf, startCheckout } from "./checkout.ts";
import { createGateway } from "./gateway.ts";
import { readNotice } from "./notice.ts";
import { askRefund, initiateRefund } from "./refund.ts";
import type { SslcommerzSettings } from "./settings.ts";
import { readStatement } from "./statement.ts";

export type { SslcommerzSettings } from "./settings.ts";

/** SSLCommerz v4 (Bangladesh): wallets and cards, in taka. Throws when `apiUrl` is no web address. */
export function createSslcommerz(settings: SslcommerzSettings): PaymentProvider {
  const gateway = createGateway(settings);
  return {
    name: "sslcommerz",
    methods: PAYMENT_METHODS,
    pageOrigins: pageOriginsOf(settings.apiUrl),
    startCheckout: (request) => startCheckout(gateway, settings, request),
    readNotice: (request) => readNotice(settings, request),
    askPayment: (question) => askPayment(gateway, settings, question),
    refund: (request) => initiateRefund(gateway, settings, request),
    askRefund: (question) => askRefund(gateway, settings, question),
    readStatement: (file) => readStatement(settings.storeId, file),
  };
}
