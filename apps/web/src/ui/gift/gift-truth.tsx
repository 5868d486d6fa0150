import type { Gift } from "@careforall/api/pledge";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import buttons from "../button.module.css";
import { formatClock } from "../dates.ts";
import { languageOf } from "../language-of.ts";
import type { GiftState } from "./gift-state.ts";
import styles from "./gift-page.module.css";

type GiftTruthProps = {
  readonly gift: Gift;
  readonly state: GiftState;
  readonly token: string;
  readonly locale: Locale;
};

type Tone = "done" | "waiting" | "failed" | "open";

const TONE = {
  counted: "done",
  not_counted: "done",
  held: "waiting",
  refunded: "open",
  not_begun: "open",
  confirming: "waiting",
  not_charged: "failed",
  unknown: "waiting",
} as const satisfies Record<GiftState, Tone>;

/** Colour is never alone: each tone has its sign, and the words say the same. */
const SIGN = { done: "●", waiting: "◐", failed: "◆", open: "○" } as const satisfies Record<Tone, string>;

/** The truth about the money, and what to do now. Spoken again whenever it changes. */
export async function GiftTruth({ gift, state, token, locale }: GiftTruthProps) {
  const t = await getTranslations("Gift");
  const { title, body } = await words(gift, state, locale);
  const giveAgain = `/${locale}/campaigns/${gift.campaign.slug}/give?gift=${token}`;
  return (
    <div role="status" className={styles.truth}>
      <h1 className={styles[TONE[state]]}>
        <span aria-hidden="true" className={styles.sign}>
          {SIGN[TONE[state]]}
        </span>
        {title}
      </h1>
      <p>{body}</p>
      {state === "not_charged" && gift.mayRetry && (
        <>
          <p>{t("notChargedHint")}</p>
          <a className={buttons.primary} href={giveAgain}>
            {t("tryAgain")}
          </a>
        </>
      )}
      {state === "not_begun" && <Resume token={token} gift={gift} locale={locale} isFirst />}
      {state === "confirming" && <Resume token={token} gift={gift} locale={locale} />}
      {(state === "confirming" || state === "unknown") && (
        <p className={styles.checked}>
          {t("autoUpdate", { time: formatClock(new Date().toISOString(), locale) })}{" "}
          <a href={`/${locale}/gifts/${token}`}>{t("reload")}</a>
        </p>
      )}
    </div>
  );
}

async function words(gift: Gift, state: GiftState, locale: Locale) {
  const [t, methods] = await Promise.all([getTranslations("Gift"), getTranslations("Method")]);
  const amount = formatMoney(money(BigInt(gift.totalMinor), gift.currency), locale);
  const method = methods(gift.method);
  const { slug, title } = gift.campaign;
  const campaign = (chunks: ReactNode) => (
    <a key="campaign" href={`/${locale}/campaigns/${slug}`} lang={languageOf(title, locale)}>
      {chunks}
    </a>
  );
  const nobr = (chunks: ReactNode) => (
    <span key="amount" className={styles.amount}>
      {chunks}
    </span>
  );
  const paid = { amount, method, nobr };
  switch (state) {
    case "counted":
      return { title: t.rich("thanks", paid), body: t.rich("counted", { title, campaign }) };
    case "not_counted":
      return { title: t.rich("thanks", paid), body: t.rich("notCounted", { title, campaign }) };
    case "held":
      return { title: t.rich("held", paid), body: t("heldBody") };
    case "refunded":
      return { title: t.rich("refunded", paid), body: t("refundedBody") };
    case "not_begun":
      return { title: t("notBegun"), body: t("notBegunBody") };
    case "confirming":
      return { title: t("confirming"), body: t.rich("confirmingBody", paid) };
    case "not_charged":
      return { title: t("notCharged"), body: t.rich(gift.endReason ?? "ended", paid) };
    case "unknown":
      return { title: t("unknown"), body: t.rich("unknownBody", paid) };
  }
}

type ResumeProps = {
  readonly token: string;
  readonly gift: Gift;
  readonly locale: Locale;
  /** Nothing was opened yet, so going on is the one thing to do. */
  readonly isFirst?: boolean;
};

/** Back to the payment page that is open for this gift; it can be paid only once. */
async function Resume({ token, gift, locale, isFirst = false }: ResumeProps) {
  const t = await getTranslations("Gift");
  return (
    <form method="post" action="/give" className={styles.resume}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="resume" value="1" />
      <input type="hidden" name="formId" value="-" />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="slug" value={gift.campaign.slug} />
      <input type="hidden" name="currency" value={gift.currency} />
      {!isFirst && <p>{t("resumeNote")}</p>}
      <button type="submit" className={isFirst ? buttons.primary : buttons.secondary}>
        {t("continue")}
      </button>
    </form>
  );
}
