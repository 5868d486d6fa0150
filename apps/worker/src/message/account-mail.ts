import type { Context } from "@careforall/api/context";
import { ACCOUNT_TEMPLATES, type AccountTemplate, mintLink } from "@careforall/api/message";
import { type Locale, LOCALES } from "@careforall/domain/shared";
import { ACCOUNT_WORDS } from "./account-words.ts";
import { line, linkTo, renderFramed, seam } from "./letter-frame.ts";
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

function renderLetter(template: AccountTemplate, locale: Locale, url: string): Promise<RenderedMail> {
  const { subject, heading, lines, link } = ACCOUNT_WORDS[locale][template];
  return renderFramed({ locale, subject, heading, body: [...lines.map(line), seam(), linkTo(url, link)] });
}
