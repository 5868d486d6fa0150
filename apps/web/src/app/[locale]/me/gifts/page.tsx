import { getOwnStatistics, listOwnGifts, listOwnYears } from "@careforall/api/own-gifts";
import type { Locale } from "@careforall/domain/shared";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import { formState, type Query } from "../../../../ui/account/form-state.ts";
import { requireCaller } from "../../../../ui/account/require-caller.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { fromCursor } from "../../../../ui/from-cursor.ts";
import { OwnGiftList } from "../../../../ui/own-gifts/own-gift-list.tsx";
import { OwnGiftsFilter, yearIn } from "../../../../ui/own-gifts/own-gifts-filter.tsx";
import styles from "../../../../ui/own-gifts/own-gifts.module.css";
import { ownGiftsPath, readOwnGiftsSearch } from "../../../../ui/own-gifts/own-gifts-search.ts";
import { OwnStatistics } from "../../../../ui/own-gifts/own-statistics.tsx";

const PAGE_SIZE = 20;

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("OwnGifts");
  return accountMetadata(t("title"));
}

/** The gifts of whoever is signed in: every state, with search, years, statistics, receipts and statements. */
export default async function OwnGiftsPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const asked = readOwnGiftsSearch(query);
  const { ctx, caller } = await requireCaller(locale, ownGiftsPath(asked));
  const { after, ...filters } = asked;
  const [found, years, figures, state, t] = await Promise.all([
    fromCursor(after, (from) => listOwnGifts(ctx, { locale, limit: PAGE_SIZE, ...filters, ...from }, caller)),
    listOwnYears(ctx, caller),
    getOwnStatistics(ctx, caller),
    formState(query),
    getTranslations("OwnGifts"),
  ]);
  const { timeZone } = found;
  const hasGifts = years.promised.length > 0;
  return (
    <AccountPage locale={locale} path={ownGiftsPath(asked)} title={t("title")} lead={t("lead")} state={state}>
      <p className={styles.links}>
        <a href={`/${locale}/me`}>{t("toAccount")}</a>
        {hasGifts && <a href={`/${locale}${ownGiftsPath(filters, ".csv")}`}>{t("csv")}</a>}
      </p>
      {figures.items.length > 0 && <OwnStatistics locale={locale} timeZone={timeZone} figures={figures} />}
      {years.received.length > 0 && <Statements locale={locale} years={years.received} />}
      {hasGifts && <OwnGiftsFilter locale={locale} asked={asked} years={years.promised} />}
      {found.items.length === 0 ? (
        <Nothing locale={locale} hasGifts={hasGifts} />
      ) : (
        <section aria-labelledby="gifts">
          <h2 id="gifts">{t("list")}</h2>
          <OwnGiftList locale={locale} timeZone={timeZone} gifts={found.items} />
          <p className={styles.definition}>{t("clocks", { timeZone })}</p>
        </section>
      )}
      {found.next !== null && (
        <p className={styles.links}>
          <a href={`/${locale}${ownGiftsPath({ ...filters, after: found.next })}`} rel="next">
            {t("next")}
          </a>
        </p>
      )}
    </AccountPage>
  );
}

async function Statements({ locale, years }: { locale: Locale; years: readonly number[] }) {
  const t = await getTranslations("OwnGifts");
  return (
    <section aria-labelledby="statements">
      <h2 id="statements">{t("statements")}</h2>
      <p className={styles.links}>
        {years.map((year) => (
          <a key={year} href={`/${locale}/me/statements/${year}`}>
            {t("statementOf", { year: yearIn(year, locale) })}
          </a>
        ))}
      </p>
    </section>
  );
}

async function Nothing({ locale, hasGifts }: { locale: Locale; hasGifts: boolean }) {
  const t = await getTranslations("OwnGifts");
  const action = hasGifts
    ? { href: `/${locale}/me/gifts`, words: t("allYears") }
    : { href: `/${locale}/campaigns`, words: t("toCampaigns") };
  return (
    <EmptyState title={t(hasGifts ? "none" : "empty")} action={action}>
      {t(hasGifts ? "noneBody" : "emptyBody")}
    </EmptyState>
  );
}
