import type { Locale } from "@careforall/domain/shared";
import { createElement as h, type ReactElement } from "react";
import { Body, Container, Heading, Hr, Html, Link, render, Text, toPlainText } from "react-email";
import type { RenderedMail } from "./receipt.ts";

const ink = { color: "#1B1F2A", fontSize: "16px", lineHeight: "26px", margin: "0 0 12px" };
const indigo = { color: "#2E3A97" };

export const line = (text: string): ReactElement => h(Text, { key: text, style: ink }, text);

export const seam = (key?: string): ReactElement =>
  h(Hr, { key, style: { borderTop: "2px dashed #2E3A97", margin: "20px 0" } });

export const linkTo = (url: string, label: string): ReactElement =>
  h(Text, { key: url, style: ink }, h(Link, { href: url, style: indigo }, label));

/** A letter as it is sent: our name, a heading and what follows, with a text form beside it. */
export async function renderFramed(letter: {
  readonly locale: Locale;
  readonly subject: string;
  readonly heading: string;
  readonly body: readonly ReactElement[];
}): Promise<RenderedMail> {
  const { locale, subject, heading, body } = letter;
  const fontFamily = "Figtree, 'Noto Sans Bengali', Arial, sans-serif";
  const html = await render(
    h(
      Html,
      { lang: locale },
      h(
        Body,
        { style: { backgroundColor: "#FBF8F2", fontFamily, margin: 0 } },
        h(
          Container,
          { style: { maxWidth: "560px", margin: "0 auto", padding: "24px 20px" } },
          h(Text, { style: { ...ink, ...indigo, fontWeight: 600 } }, "CareForAll"),
          h(Heading, { as: "h1", style: { ...ink, fontSize: "26px", lineHeight: "34px" } }, heading),
          ...body,
        ),
      ),
    ),
  );
  return { subject, html, text: toPlainText(html) };
}
