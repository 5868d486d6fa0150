import type { readWaysIn } from "@careforall/api/oauth";
import type { SignInProvider } from "@careforall/domain/account";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { formatMoment } from "../dates.ts";
import { AccountForm } from "./account-form.tsx";
import styles from "./account-page.module.css";

/** One's own links to sign-in providers, each with a way to take it away, and a way to add the one that is set up. */
export async function ProviderSection(props: {
  readonly locale: Locale;
  readonly links: Awaited<ReturnType<typeof readWaysIn>>["links"];
  readonly provider: SignInProvider | undefined;
}) {
  const { locale, links, provider } = props;
  if (links.length === 0 && provider === undefined) return null;
  const t = await getTranslations("Account");
  /** One that is not set up any more is known by its address. */
  const nameOf = (issuer: string): string =>
    issuer === provider?.issuer ? provider.name : new URL(issuer).host;
  const usedAt = (at: Date | null): string =>
    at === null ? t("passkeyUnused") : t("passkeyUsed", { time: formatMoment(at.toISOString(), locale) });
  const mayLink = provider !== undefined && links.every(({ issuer }) => issuer !== provider.issuer);
  return (
    <section className={styles.section} id="providers">
      <h2>{t("providers")}</h2>
      <p className={styles.lead}>{t("providersLead")}</p>
      {links.length > 0 && (
        <ul className={styles.devices}>
          {links.map(({ id, issuer, lastUsedAt }) => (
            <li key={id}>
              <div className={styles.device}>
                <strong>{nameOf(issuer)}</strong>
                <span>{usedAt(lastUsedAt)}</span>
              </div>
              <AccountForm
                action="provider-unlink"
                locale={locale}
                submit={t("providerUnlink", { name: nameOf(issuer) })}
                hidden={{ id }}
                kind="secondary"
              />
            </li>
          ))}
        </ul>
      )}
      {mayLink && (
        <AccountForm
          action="provider-link"
          locale={locale}
          submit={t("providerLink", { name: provider.name })}
          kind="secondary"
        />
      )}
    </section>
  );
}
