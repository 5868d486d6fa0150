import { listTopCampaigns } from "@careforall/api/campaign";
import { getPlatformStatistics } from "@careforall/api/statistics";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../i18n/locale-of.ts";
import { webContext } from "../../server/context.ts";
import { CampaignList } from "../../ui/campaign/campaign-list.tsx";
import { SiteFrame } from "../../ui/frame/site-frame.tsx";
import { GiftJourney } from "../../ui/home/gift-journey.tsx";
import { Hero } from "../../ui/home/hero.tsx";
import styles from "../../ui/home/home.module.css";
import { KindTiles } from "../../ui/home/kind-tiles.tsx";
import { PlatformFigures } from "../../ui/home/platform-figures.tsx";
import { pageMetadata } from "../../ui/page-metadata.ts";

const LIVE_CAMPAIGNS = 3;

type PageProps = { readonly params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const [home, site] = await Promise.all([getTranslations("Home"), getTranslations("Site")]);
  const metadata = await pageMetadata({
    locale,
    path: "",
    title: home("sentence"),
    description: site("description"),
  });
  return { ...metadata, title: { absolute: `${site("name")} · ${home("sentence")}` } };
}

export default async function HomePage({ params }: PageProps) {
  const locale = await localeOf(params);
  const ctx = await webContext();
  const [t, live, statistics] = await Promise.all([
    getTranslations("Home"),
    listTopCampaigns(ctx, { locale, limit: LIVE_CAMPAIGNS }),
    getPlatformStatistics(ctx),
  ]);
  return (
    <SiteFrame locale={locale} path="">
      <Hero locale={locale} />
      <section className={styles.section} aria-labelledby="live">
        <h2 id="live">{t("live")}</h2>
        {live.items.length === 0 ? (
          <p>{t("none")}</p>
        ) : (
          <CampaignList campaigns={live.items} locale={locale} titleAs="h3" />
        )}
        <p className={styles.more}>
          <a href={`/${locale}/campaigns`}>{t("all")}</a>
        </p>
      </section>
      <section className={styles.section} aria-labelledby="kinds">
        <h2 id="kinds">{t("kinds")}</h2>
        <KindTiles locale={locale} />
      </section>
      <section className={styles.section} aria-labelledby="figures">
        <h2 id="figures">{t("figures")}</h2>
        <PlatformFigures locale={locale} figures={statistics.items} />
      </section>
      <section className={styles.section} aria-labelledby="journey">
        <h2 id="journey">{t("journey")}</h2>
        <GiftJourney />
      </section>
    </SiteFrame>
  );
}
