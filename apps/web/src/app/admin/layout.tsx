import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PRIVATE_PAGE } from "../../ui/page-metadata.ts";
import { preloadFonts } from "../../ui/preload-fonts.ts";
import "../../ui/base.css";

/** Rights change from one request to the next: nothing is rendered ahead. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Site");
  return { title: t("name"), referrer: "same-origin", ...PRIVATE_PAGE };
}

export const viewport: Viewport = { colorScheme: "light dark" };

/** The pages of staff have no language in their address: they speak that of the reader's profile. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const locale = await getLocale();
  preloadFonts(locale);
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}
