import type { PaymentMethod, PaymentProvider } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Services } from "../context/index.ts";

/** The provider that carries a method; 422 when none is connected. */
export function providerOf(services: Pick<Services, "providers">, method: PaymentMethod): PaymentProvider {
  for (const provider of services.providers.values()) {
    if (provider.methods.includes(method)) return provider;
  }
  throw new AppError(
    "unprocessable",
    "payment.method_unavailable",
    "This way to pay is not available now. Nothing was charged.",
  );
}
