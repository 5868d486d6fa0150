import type { PaymentMethod, PaymentProvider } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Services } from "../context/index.ts";

type Connected = Pick<Services, "providers">;

/** The provider that carries a method; 422 when none is connected. */
export function providerFor({ providers }: Connected, method: PaymentMethod): PaymentProvider {
  for (const provider of providers.values()) if (provider.methods.includes(method)) return provider;
  throw new AppError(
    "unprocessable",
    "payment.method_unavailable",
    "This way to pay is not available now. Nothing was charged.",
  );
}

/** The provider of that name; 404 when none is connected under it. */
export function providerNamed({ providers }: Connected, name: string): PaymentProvider {
  for (const provider of providers.values()) if (provider.name === name) return provider;
  throw new AppError("not_found", "payment.unknown_provider", "No such payment provider is connected.");
}
