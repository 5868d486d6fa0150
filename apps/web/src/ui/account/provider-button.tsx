import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { webContext } from "../../server/context.ts";
import { AccountForm } from "./account-form.tsx";

/** Leads to the sign-in provider; nothing where none is set up. Works without scripts. */
export async function ProviderButton({ locale, back }: { locale: Locale; back: string | null }) {
  const { signInProvider } = await webContext();
  if (signInProvider === undefined) return null;
  const t = await getTranslations("Account");
  return (
    <AccountForm
      action="provider"
      locale={locale}
      submit={t("providerContinue", { name: signInProvider.name })}
      hidden={back === null ? {} : { return: back }}
      kind="secondary"
    />
  );
}
