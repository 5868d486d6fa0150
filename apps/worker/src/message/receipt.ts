import { formatMoney } from "@careforall/domain/money";
import { createElement as h } from "react";
import { Body, Container, Heading, Hr, Html, Link, render, Section, Text, toPlainText } from "react-email";
import type { Receipt } from "./read-receipt.ts";
import { RECEIPT_WORDS } from "./receipt-words.ts";

export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string };

/** The receipt as mail: in the donor's language, plain enough for every client, with a text form beside it. */
export async function renderReceipt(
  receipt: Receipt,
  { isCopy = false }: { readonly isCopy?: boolean } = {},
): Promise<RenderedMail> {
  const words = RECEIPT_WORDS[receipt.locale];
  const show = (amount: Receipt["total"]) => formatMoney(amount, receipt.locale);
  const html = await render(document(receipt));
  return {
    subject: `${isCopy ? `${words.copy} · ` : ""}${words.subject(show(receipt.total), receipt.campaignTitle)}`,
    html,
    text: toPlainText(html),
  };
}

const ink = { color: "#1B1F2A", fontSize: "16px", lineHeight: "26px", margin: "0 0 12px" };
const quiet = { ...ink, color: "#4A4F5C", fontSize: "14px", lineHeight: "22px" };

function document(receipt: Receipt) {
  const words = RECEIPT_WORDS[receipt.locale];
  return h(
    Html,
    { lang: receipt.locale },
    h(
      Body,
      {
        style: {
          backgroundColor: "#FBF8F2",
          fontFamily: "Figtree, 'Noto Sans Bengali', Arial, sans-serif",
          margin: 0,
        },
      },
      h(
        Container,
        { style: { maxWidth: "560px", margin: "0 auto", padding: "24px 20px" } },
        h(Text, { style: { ...ink, color: "#2E3A97", fontWeight: 600 } }, "CareForAll"),
        h(
          Heading,
          { as: "h1", style: { ...ink, fontSize: "26px", lineHeight: "34px" } },
          words.thanks(receipt.donorName),
        ),
        h(
          Text,
          { style: ink },
          words.received(formatMoney(receipt.gift, receipt.locale), receipt.campaignTitle),
        ),
        h(Hr, { style: { borderTop: "2px dashed #2E3A97", margin: "20px 0" } }),
        h(Section, {}, ...rows(receipt).map(([label, value]) => row(label, value))),
        h(Hr, { style: { borderTop: "2px dashed #2E3A97", margin: "20px 0" } }),
        ...[
          { href: receipt.receiptUrl, label: words.seeReceipt },
          { href: receipt.statusUrl, label: words.see },
        ].map(({ href, label }) =>
          h(Text, { key: href, style: ink }, h(Link, { href, style: { color: "#2E3A97" } }, label)),
        ),
        h(Text, { style: quiet }, words.statement),
      ),
    ),
  );
}

const row = (label: string, value: string) =>
  h(
    Text,
    { key: label, style: { ...ink, margin: "0 0 8px" } },
    h("span", { style: { color: "#4A4F5C" } }, `${label}: `),
    h("strong", {}, value),
  );

function rows(receipt: Receipt): readonly (readonly [string, string])[] {
  const words = RECEIPT_WORDS[receipt.locale];
  const { number, gift, tip, feeCover, total, left, locale, timeZone } = receipt;
  const show = (amount: Receipt["total"]) => formatMoney(amount, locale, { minorUnits: "always" });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone });
  return [
    ...(number === null ? [] : [[words.number, number] as const]),
    [words.gift, show(gift)],
    ...(tip.amountMinor > 0n ? [[words.tip, show(tip)] as const] : []),
    ...(feeCover.amountMinor > 0n ? [[words.feeCover, show(feeCover)] as const] : []),
    [words.total, show(total)],
    ...(left.amountMinor < total.amountMinor ? [[words.left, show(left)] as const] : []),
    [words.method, words.methods[receipt.method] ?? receipt.method],
    [words.date, `${date.format(receipt.receivedAt)} (${timeZone})`],
    [words.reference, receipt.reference],
    [words.providerReference, receipt.providerReference],
  ];
}
