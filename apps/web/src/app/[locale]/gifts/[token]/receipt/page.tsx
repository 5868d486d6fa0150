import { getReceipt } from "@careforall/api/receipt";
import type { Locale } from "@careforall/domain/shared";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { localeOf } from "../../../../../i18n/locale-of.ts";
import { receiptPaper } from "../../../../../paper/receipt-paper.ts";
import { webContext } from "../../../../../server/context.ts";
import buttons from "../../../../../ui/button.module.css";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { SiteFrame } from "../../../../../ui/frame/site-frame.tsx";
import { giftToken } from "../../../../../ui/gift/gift-token.ts";
import { orNotFound } from "../../../../../ui/or-not-found.ts";
import { PRIVATE_PAGE } from "../../../../../ui/page-metadata.ts";
import { PaperSheet } from "../../../../../ui/paper/paper-sheet.tsx";

/** The page looks again so often while the number is being given. */
const RELOAD_S = 3;

type PageProps = { readonly params: Promise<{ locale: string; token: string }> };

/** Head and body ask once together. */
const receiptOf = cache(async (token: string, locale: Locale) =>
  orNotFound(getReceipt(await webContext(), { token, locale })),
);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const receipt = await receiptOf(giftToken((await params).token), locale);
  const t = await getTranslations("Receipt");
  const title = receipt === null ? t("heading") : t("metaTitle", { number: receipt.number });
  return { title, ...PRIVATE_PAGE };
}

/** The receipt of a gift for whoever holds its link: the accessible twin of the PDF. */
export default async function ReceiptPage({ params }: PageProps) {
  const locale = await localeOf(params);
  const token = giftToken((await params).token);
  const receipt = await receiptOf(token, locale);
  const t = await getTranslations("Receipt");
  const { settings } = await webContext();
  const gift = `/${locale}/gifts/${token}`;
  return (
    <SiteFrame locale={locale} path={`/gifts/${token}/receipt`}>
      {receipt === null ? (
        <>
          <meta httpEquiv="refresh" content={`${RELOAD_S}`} />
          <EmptyState title={t("pendingTitle")} action={{ href: gift, words: t("back") }} isPage>
            {t("pendingBody")}
          </EmptyState>
        </>
      ) : (
        <PaperSheet paper={receiptPaper(receipt, { locale, isTestMoney: settings.testMoney })}>
          <a className={buttons.secondary} href={`${gift}/receipt.pdf`}>
            {t("download")}
          </a>
          <a href={gift}>{t("back")}</a>
        </PaperSheet>
      )}
    </SiteFrame>
  );
}
