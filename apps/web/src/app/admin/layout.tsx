import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2";
import tiro from "@fontsource/tiro-bangla/files/tiro-bangla-latin-400-normal.woff2";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { PRIVATE_PAGE } from "../../ui/page-metadata.ts";
import "../../ui/base.css";

/** Rights change from one request to the next: nothing is rendered ahead. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "CareForAll", template: "%s · CareForAll staff" },
  referrer: "same-origin",
  ...PRIVATE_PAGE,
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** The pages of staff are in English and have no language in their address. */
export default function AdminLayout({ children }: { readonly children: ReactNode }) {
  for (const font of [figtree, tiro]) {
    preload(font, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  }
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
