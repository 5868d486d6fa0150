import { type Gift, getGift } from "@careforall/api/pledge";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import type { Locale } from "@careforall/domain/shared";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { webContext } from "../../../../server/context.ts";
import { SiteFrame } from "../../../../ui/frame/site-frame.tsx";
import { GiftDetails } from "../../../../ui/gift/gift-details.tsx";
import styles from "../../../../ui/gift/gift-page.module.css";
import { GiftTruth } from "../../../../ui/gift/gift-truth.tsx";
import { giftToken } from "../../../../ui/gift/gift-token.ts";
import { GiftReceipt } from "../../../../ui/gift/gift-receipt.tsx";
import { GiftTimeline } from "../../../../ui/gift/gift-timeline.tsx";
import { StatusWatch } from "../../../../ui/gift/status-watch.tsx";
import { isSettled, stateOf } from "../../../../ui/gift/gift-state.ts";
import { truthKey } from "../../../../ui/gift/truth-key.ts";
import { ThanksCloth } from "../../../../ui/gift/thanks-cloth.tsx";
import { orNotFound } from "../../../../ui/or-not-found.ts";
import { PRIVATE_PAGE } from "../../../../ui/page-metadata.ts";
import { ShareSection } from "../../../../ui/share/share-section.tsx";

/** Without scripts the page loads itself again this often until the truth is known. */
const RELOAD_S = 4;

type PageProps = { readonly params: Promise<{ locale: string; token: string }> };

/** Head and body ask once together; asking includes asking the provider. */
const giftOf = cache(async (token: string, locale: Locale) =>
  orNotFound(getGift(await webContext(), { token, locale })),
);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const { campaign } = await giftOf(giftToken((await params).token), locale);
  const t = await getTranslations("Gift");
  return { title: t("metaTitle", { title: campaign.title }), ...PRIVATE_PAGE };
}

export default async function GiftPage({ params }: PageProps) {
  const locale = await localeOf(params);
  const token = giftToken((await params).token);
  const gift = await giftOf(token, locale);
  const state = stateOf(gift);
  const isThanks = state === "counted" || state === "not_counted";
  return (
    <SiteFrame locale={locale} path={`/gifts/${token}`}>
      {!isSettled(state) && (
        <>
          <noscript>
            <meta httpEquiv="refresh" content={`${RELOAD_S}`} />
          </noscript>
          <StatusWatch token={token} shown={truthKey(gift)} />
        </>
      )}
      <div className={styles.page}>
        <GiftTruth gift={gift} state={state} token={token} locale={locale} />
        {isThanks && <ThanksCloth gift={gift} locale={locale} />}
        <GiftDetails gift={gift} locale={locale} />
        {hasReceipt(gift) && <GiftReceipt token={token} locale={locale} />}
        <GiftTimeline gift={gift} locale={locale} />
        {isThanks && <ShareSection campaign={gift.campaign} locale={locale} />}
      </div>
    </SiteFrame>
  );
}

/** Whoever's money has become a gift has a receipt, also when it went back afterwards. */
const hasReceipt = ({ receivedAt, isHeld }: Gift): boolean => receivedAt !== null && !isHeld;
