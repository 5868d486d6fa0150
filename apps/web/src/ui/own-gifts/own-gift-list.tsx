import type { OwnGift } from "@careforall/api/own-gifts";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "../account/account-form.tsx";
import { formatDay } from "../dates.ts";
import { languageOf } from "../language-of.ts";
import { Tag, type TagTone } from "../tag.tsx";
import styles from "./own-gifts.module.css";

const TONE = {
  pending: "plain",
  payment_initiated: "turmeric",
  completed: "leaf",
  failed: "alta",
  refunded: "plain",
} as const satisfies Record<OwnGift["status"], TagTone>;

/** Days are those of the account's own time zone. */
type Shown = { readonly locale: Locale; readonly timeZone: string };

/** One's own gifts, each with what became of it and what one can do. */
export function OwnGiftList({ gifts, ...shown }: Shown & { gifts: readonly OwnGift[] }) {
  return (
    <ol className={styles.gifts}>
      {gifts.map((gift) => (
        <li key={gift.reference}>
          <OneGift {...shown} gift={gift} />
        </li>
      ))}
    </ol>
  );
}

async function OneGift({ locale, timeZone, gift }: Shown & { gift: OwnGift }) {
  const [t, methods] = await Promise.all([getTranslations("OwnGifts"), getTranslations("Method")]);
  const { token, campaign, status, receiptNumber, promisedAt } = gift;
  const written = (minor: string): string => formatMoney(money(BigInt(minor), gift.currency), locale);
  const page = `/${locale}/gifts/${token}`;
  return (
    <article className={styles.gift}>
      <div className={styles.head}>
        <h3 lang={languageOf(campaign.title, locale)}>
          <a href={page}>{campaign.title}</a>
        </h3>
        <strong className={styles.amount}>{written(gift.totalMinor)}</strong>
      </div>
      <p className={styles.facts}>
        <Tag tone={TONE[status]}>{t(`status.${status}`)}</Tag>
        <time dateTime={promisedAt}>{formatDay(promisedAt, locale, timeZone)}</time>
        <span>{methods(gift.method)}</span>
        {gift.refundedMinor !== "0" && status !== "refunded" && (
          <span>{t("back", { amount: written(gift.refundedMinor) })}</span>
        )}
      </p>
      {receiptNumber !== null && (
        <div className={styles.receipt}>
          <a href={`${page}/receipt`}>{t("receipt", { number: receiptNumber })}</a>
          <a href={`${page}/receipt.pdf`} aria-label={`${t("receipt", { number: receiptNumber })}, PDF`}>
            {t("receiptPdf")}
          </a>
          {status !== "refunded" && (
            <AccountForm
              action="resend-receipt"
              locale={locale}
              submit={t("resend", { number: receiptNumber })}
              hidden={{ reference: gift.reference }}
              kind="secondary"
            />
          )}
        </div>
      )}
    </article>
  );
}
