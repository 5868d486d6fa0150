import type { PaymentMethod, PaymentProvider, ProviderName } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import { createSslcommerz, type SslcommerzSettings } from "../sslcommerz/index.ts";

export type ProviderSettings = {
  readonly sslcommerz: Pick<SslcommerzSettings, "apiUrl" | "storeId" | "storePassword">;
};

/** Every provider there is. A new one is its folder and one line here. */
export const createProviders = (settings: ProviderSettings): ReadonlyMap<ProviderName, PaymentProvider> =>
  new Map([["sslcommerz", createSslcommerz(settings.sslcommerz)]]);

/** The provider that carries a method; the first registered one when several do. Throws `refused` for none. */
export function providerFor(
  providers: ReadonlyMap<ProviderName, PaymentProvider>,
  method: PaymentMethod,
): PaymentProvider {
  for (const provider of providers.values()) {
    if (provider.methods.includes(method)) return provider;
  }
  throw new AppError("refused", "provider.method_unavailable", "This way to pay is not available now.", {
    details: { method },
  });
}
