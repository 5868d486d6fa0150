import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { localeOf } from "../../i18n/locale-of.ts";
import { preloadFonts } from "../../ui/preload-fonts.ts";
import "../../ui/base.css";

/** Every page shows money that changes: nothing is rendered ahead, and nothing streams in behind a script. */
export const dynamic = "force-dynamic";

type LayoutProps = { readonly children: ReactNode; readonly params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Site" });
  return { title: { default: t("name"), template: `%s · ${t("name")}` }, description: t("description") };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf8f2" },
    { media: "(prefers-color-scheme: dark)", color: "#11131d" },
  ],
};

export default async function RootLayout({ children, params }: LayoutProps) {
  const locale = await localeOf(params);
  preloadFonts(locale);
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}
