import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../../i18n/locale-of.ts";
import { SiteFrame } from "../../../../../ui/frame/site-frame.tsx";
import { GiveAside } from "../../../../../ui/give/give-aside.tsx";
import { BeingConfirmed, Challenge, Closed, Waiting } from "../../../../../ui/give/before-form.tsx";
import { GiveForm } from "../../../../../ui/give/give-form.tsx";
import styles from "../../../../../ui/give/give-page.module.css";
import { giveState } from "../../../../../ui/give/give-state.ts";
import { pageMetadata, PRIVATE_PAGE } from "../../../../../ui/page-metadata.ts";
import { campaignOf } from "../campaign-of.ts";

type PageProps = {
  readonly params: Promise<{ locale: string; slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const { slug, title, summary } = await campaignOf((await params).slug, locale);
  const t = await getTranslations("Give");
  const path = `/campaigns/${slug}/give`;
  const metadata = await pageMetadata({
    locale,
    path,
    title: t("metaTitle", { title }),
    description: summary,
  });
  return { ...metadata, ...PRIVATE_PAGE };
}

export default async function GivePage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const campaign = await campaignOf((await params).slug, locale);
  const { gift, kept } = await searchParams;
  const address = { gift: oneOf(gift), kept: oneOf(kept) };
  const state = await giveState(campaign, locale, address);
  const query =
    address.gift === undefined ? "" : `?${new URLSearchParams({ gift: address.gift }).toString()}`;
  return (
    <SiteFrame locale={locale} path={`/campaigns/${campaign.slug}/give${query}`}>
      <div className={styles.page}>
        <GiveAside campaign={campaign} locale={locale} />
        <div className={styles.main}>
          {state.kind === "closed" && <Closed campaign={campaign} locale={locale} />}
          {state.kind === "being_confirmed" && <BeingConfirmed token={state.token} locale={locale} />}
          {state.kind === "waiting" && <Waiting fields={state.fields} />}
          {state.kind === "challenge" && <Challenge fields={state.fields} challenge={state.challenge} />}
          {state.kind === "form" && <GiveForm campaign={campaign} locale={locale} state={state} />}
        </div>
      </div>
    </SiteFrame>
  );
}

const oneOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
