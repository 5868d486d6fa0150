import type { PaymentProvider, ProviderName } from "@careforall/domain/payment";
import { createSslcommerz, type SslcommerzSettings } from "../sslcommerz/index.ts";

export type ProviderSettings = {
  readonly sslcommerz: Pick<SslcommerzSettings, "apiUrl" | "storeId" | "storePassword">;
};

/** Every provider there is. A new one is its folder and one line here. */
export const createProviders = (settings: ProviderSettings): ReadonlyMap<ProviderName, PaymentProvider> =>
  new Map([["sslcommerz", createSslcommerz(settings.sslcommerz)]]);
