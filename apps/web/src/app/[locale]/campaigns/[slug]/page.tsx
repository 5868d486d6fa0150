import { listDonations } from "@careforall/api/campaign";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { webContext } from "../../../../server/context.ts";
import { readCursor } from "../../../../ui/campaign/campaign-search.ts";
import { CampaignHead } from "../../../../ui/campaign/campaign-head.tsx";
import styles from "../../../../ui/campaign/campaign-page.module.css";
import { Costs } from "../../../../ui/campaign/costs.tsx";
import { LatestGifts } from "../../../../ui/campaign/latest-gifts.tsx";
import { Story } from "../../../../ui/campaign/story.tsx";
import { SumCard } from "../../../../ui/campaign/sum-card.tsx";
import { SiteFrame } from "../../../../ui/frame/site-frame.tsx";
import { fromCursor } from "../../../../ui/from-cursor.ts";
import { OpenGifts } from "../../../../ui/gift/open-gifts.tsx";
import { pageMetadata } from "../../../../ui/page-metadata.ts";
import { ShareSection } from "../../../../ui/share/share-section.tsx";
import { campaignOf } from "./campaign-of.ts";

const GIFTS_SHOWN = 10;

type PageProps = {
  readonly params: Promise<{ locale: string; slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const { slug, title, summary } = await campaignOf((await params).slug, locale);
  return pageMetadata({ locale, path: `/campaigns/${slug}`, title, description: summary });
}

export default async function CampaignPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const [campaign, ctx, t] = await Promise.all([
    campaignOf((await params).slug, locale),
    webContext(),
    getTranslations("Campaign"),
  ]);
  const after = readCursor((await searchParams).gifts);
  const gifts = await fromCursor(after, (from) =>
    listDonations(ctx, { slug: campaign.slug, limit: GIFTS_SHOWN, ...from }),
  );
  const giveHref = campaign.status === "active" ? `/${locale}/campaigns/${campaign.slug}/give` : null;
  return (
    <SiteFrame locale={locale} path={`/campaigns/${campaign.slug}`}>
      <article className={styles.page}>
        <OpenGifts campaignId={campaign.id} locale={locale} />
        <CampaignHead campaign={campaign} locale={locale} />
        <SumCard campaign={campaign} locale={locale} giveHref={giveHref} />
        <div className={styles.body}>
          <Story campaign={campaign} locale={locale} />
          <Costs campaign={campaign} locale={locale} />
          <LatestGifts campaign={campaign} gifts={gifts} isFirstPage={after === undefined} locale={locale} />
          <ShareSection campaign={campaign} locale={locale} />
        </div>
      </article>
      <nav className={styles.bar} aria-label={t("actions")}>
        {giveHref !== null && (
          <a className={styles.barGive} href={giveHref}>
            {t("give")}
          </a>
        )}
        <a className={styles.barShare} href="#share">
          {t("share")}
        </a>
      </nav>
    </SiteFrame>
  );
}
