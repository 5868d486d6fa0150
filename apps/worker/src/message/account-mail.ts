import type { Context } from "@careforall/api/context";
import { ACCOUNT_TEMPLATES, type AccountTemplate, mintLink } from "@careforall/api/message";
import { type Locale, LOCALES } from "@careforall/domain/shared";
import { createElement as h } from "react";
import { Body, Container, Heading, Hr, Html, Link, render, Text, toPlainText } from "react-email";
import { ACCOUNT_WORDS } from "./account-words.ts";
import type { RenderedMail } from "./receipt.ts";

export const isAccountTemplate = (template: string): template is AccountTemplate =>
  ACCOUNT_TEMPLATES.some((known) => known === template);

/** The pages that the links of letters open. The secret of a proof follows as the last part of the path. */
const PAGES: Record<AccountTemplate, string> = {
  verify_email: "verify",
  reset_password: "reset",
  change_email: "confirm-email",
  registered_again: "sign-in",
  password_changed: "forgot",
  email_changed: "sign-in",
  factor_added: "me/security",
  factor_removed: "me/security",
  recovery_code_used: "me/security",
  codes_guessed: "forgot",
};

const isProof = (template: AccountTemplate): boolean =>
  template === "verify_email" || template === "reset_password" || template === "change_email";

/**
 * The letter as it is sent now; null when its link was used, replaced or voided since. The secret of a link is made here
 * and stands in the mail alone.
 */
export async function writeAccountMail(
  ctx: Context,
  message: { readonly template: AccountTemplate; readonly eventId: string; readonly locale: string },
): Promise<RenderedMail | null> {
  const locale = LOCALES.find((known) => known === message.locale) ?? "en";
  const page = `${ctx.config.webUrl}/${locale}/${PAGES[message.template]}`;
  if (!isProof(message.template)) return renderLetter(message.template, locale, page);
  const event = await ctx.db.prisma.outbox.findUniqueOrThrow({ where: { id: message.eventId } });
  const minted = await mintLink(ctx, event.subjectId);
  return minted === null ? null : renderLetter(message.template, locale, `${page}/${minted.secret}`);
}

const ink = { color: "#1B1F2A", fontSize: "16px", lineHeight: "26px", margin: "0 0 12px" };

async function renderLetter(template: AccountTemplate, locale: Locale, url: string): Promise<RenderedMail> {
  const words = ACCOUNT_WORDS[locale][template];
  const html = await render(
    h(
      Html,
      { lang: locale },
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
          h(Heading, { as: "h1", style: { ...ink, fontSize: "26px", lineHeight: "34px" } }, words.heading),
          ...words.lines.map((line) => h(Text, { key: line, style: ink }, line)),
          h(Hr, { style: { borderTop: "2px dashed #2E3A97", margin: "20px 0" } }),
          h(Text, { style: ink }, h(Link, { href: url, style: { color: "#2E3A97" } }, words.link)),
        ),
      ),
    ),
  );
  return { subject: words.subject, html, text: toPlainText(html) };
}
