import type { CampaignPage } from "@careforall/api/campaign";
import { WAIT_S } from "@careforall/api/shield";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import buttons from "../button.module.css";
import { SolveChallenge } from "./solve-challenge.tsx";
import styles from "./give-page.module.css";

/** The campaign takes no gifts: says why, and where gifts are taken. */
export async function Closed({ campaign, locale }: { campaign: CampaignPage; locale: Locale }) {
  const [t, why] = await Promise.all([getTranslations("Give"), getTranslations("Campaign")]);
  return (
    <div className={styles.panel}>
      <h1>{t("closedTitle")}</h1>
      {campaign.status !== "active" && <p>{why(campaign.status)}</p>}
      <a className={buttons.primary} href={`/${locale}/campaigns`}>
        {why("seeOthers")}
      </a>
    </div>
  );
}

/** A payment of this gift may still succeed: a form here would invite a second one. */
export async function BeingConfirmed({ token, locale }: { token: string; locale: Locale }) {
  const t = await getTranslations("Refusal");
  return (
    <div className={styles.panel} role="status">
      <h1>{t("being_confirmed")}</h1>
      <p>{t("being_confirmedHint")}</p>
      <a className={buttons.primary} href={`/${locale}/gifts/${token}`}>
        {t("seeGift")}
      </a>
    </div>
  );
}

/** The first click is still opening the payment page. The same fields lead to the same gift: it cannot be doubled. */
export async function Waiting({ fields }: { fields: Readonly<Record<string, string>> }) {
  const t = await getTranslations("Refusal");
  return (
    <form method="post" action="/give" className={styles.panel}>
      <h1>{t("waitingTitle")}</h1>
      <p>{t("waiting")}</p>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={buttons.primary}>
        {t("waitingContinue")}
      </button>
    </form>
  );
}

const CHALLENGE_FORM_ID = "challenge";

/**
 * So much was tried that the payment page opens for work only: the browser does it by itself within seconds, and a
 * browser without scripts waits instead.
 */
export async function Challenge({
  fields,
  challenge,
}: {
  fields: Readonly<Record<string, string>>;
  challenge: string;
}) {
  const t = await getTranslations("Refusal");
  return (
    <form id={CHALLENGE_FORM_ID} method="post" action="/give" className={styles.panel}>
      <h1>{t("challengeTitle")}</h1>
      <p role="status">{t("challenge")}</p>
      <p>{t("challengeByHand", { seconds: WAIT_S })}</p>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="proof" value={`${challenge}:`} />
      <SolveChallenge formId={CHALLENGE_FORM_ID} challenge={challenge} />
      <button type="submit" className={buttons.primary}>
        {t("waitingContinue")}
      </button>
    </form>
  );
}
