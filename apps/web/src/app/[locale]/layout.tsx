import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2";
import bengali from "@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2";
import tiro from "@fontsource/tiro-bangla/files/tiro-bangla-latin-400-normal.woff2";
import type { Locale } from "@careforall/domain/shared";
import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { localeOf } from "../../i18n/locale-of.ts";
import "../../ui/base.css";

/** Only the faces that a page cannot begin without; the others arrive when their letters do. */
const FIRST_FONTS = {
  en: [figtree, tiro],
  bn: [figtree, bengali],
  fr: [figtree, tiro],
} as const satisfies Record<Locale, readonly string[]>;

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
  for (const font of FIRST_FONTS[locale]) {
    preload(font, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  }
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}
