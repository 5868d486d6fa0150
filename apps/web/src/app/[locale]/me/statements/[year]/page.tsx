import { getStatement, zYear } from "@careforall/api/own-gifts";
import { AppError } from "@careforall/domain/shared";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { localeOf } from "../../../../../i18n/locale-of.ts";
import { statementPaper } from "../../../../../paper/statement-paper.ts";
import { accountMetadata } from "../../../../../ui/account/account-metadata.ts";
import { requireCaller } from "../../../../../ui/account/require-caller.ts";
import buttons from "../../../../../ui/button.module.css";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { SiteFrame } from "../../../../../ui/frame/site-frame.tsx";
import { orNotFound } from "../../../../../ui/or-not-found.ts";
import { ownGiftsPath } from "../../../../../ui/own-gifts/own-gifts-search.ts";
import { PaperSheet } from "../../../../../ui/paper/paper-sheet.tsx";

type PageProps = { readonly params: Promise<{ locale: string; year: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations("Statement");
  return accountMetadata(t("title", { year: `${await yearOf(params)}` }));
}

/** What was received in a year from whoever is signed in: the accessible twin of the PDF. */
export default async function StatementPage({ params }: PageProps) {
  const locale = await localeOf(params);
  const year = await yearOf(params);
  const path = `/me/statements/${year}`;
  const { ctx, caller } = await requireCaller(locale, path);
  const statement = await orNotFound(
    getStatement(ctx, { locale, year }, caller).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "statement.too_long") return null;
      throw error;
    }),
  );
  const t = await getTranslations("Statement");
  const words = await getTranslations("OwnGifts");
  const receipt = await getTranslations("Receipt");
  const { testMoney: isTestMoney } = ctx.settings;
  if (statement === null) {
    const action = { href: `/${locale}${ownGiftsPath({ year }, ".csv")}`, words: words("csv") };
    return (
      <SiteFrame locale={locale} path={path}>
        <EmptyState title={t("tooLong")} action={action} isPage>
          {t("tooLongBody")}
        </EmptyState>
      </SiteFrame>
    );
  }
  return (
    <SiteFrame locale={locale} path={path}>
      <PaperSheet paper={statementPaper(statement, { locale, isTestMoney, at: new Date() })}>
        <a className={buttons.secondary} href={`/${locale}${path}.pdf`}>
          {receipt("download")}
        </a>
        <a className={buttons.secondary} href={`/${locale}${ownGiftsPath({ year }, ".csv")}`}>
          {words("csv")}
        </a>
        <a href={`/${locale}/me/gifts`}>{t("toGifts")}</a>
      </PaperSheet>
    </SiteFrame>
  );
}

async function yearOf(params: PageProps["params"]): Promise<number> {
  const year = zYear.safeParse((await params).year);
  return year.success ? year.data : notFound();
}
