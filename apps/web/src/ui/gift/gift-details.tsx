import type { Gift } from "@careforall/api/pledge";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { languageOf } from "../language-of.ts";
import styles from "./gift-page.module.css";

/** Groups of four are read aloud and typed without losing one's place; they are copied as one word. */
const GROUP = /.{1,4}/g;

/** Everything that a donor needs to quote or to keep. */
export async function GiftDetails({ gift, locale }: { gift: Gift; locale: Locale }) {
  const [t, methods] = await Promise.all([getTranslations("Gift"), getTranslations("Method")]);
  const written = (minor: string): string => formatMoney(money(BigInt(minor), gift.currency), locale);
  const isPaid = gift.truth === "received";
  const shownAs = gift.isAnonymous || gift.donorName === null ? t("anonymous") : gift.donorName;
  const lines = [
    { name: t("campaign"), value: gift.campaign.title },
    { name: t("gift"), value: written(gift.giftMinor) },
    ...(gift.tipMinor === "0" ? [] : [{ name: t("tip"), value: written(gift.tipMinor) }]),
    { name: isPaid ? t("total") : t("totalUnpaid"), value: written(gift.totalMinor) },
    ...(gift.refundedMinor === "0" ? [] : [{ name: t("givenBack"), value: written(gift.refundedMinor) }]),
    { name: isPaid ? t("method") : t("methodUnpaid"), value: methods(gift.method) },
    { name: t("shownAs"), value: shownAs },
    { name: t("email"), value: gift.maskedEmail },
  ];
  return (
    <section className={styles.details} aria-labelledby="details">
      <h2 id="details">{t("details")}</h2>
      <dl>
        <div className={styles.reference}>
          <dt>{t("reference")}</dt>
          <dd>
            <code>
              {gift.reference.match(GROUP)?.map((group, index) => (
                <span key={`${index} ${group}`} className={styles.group}>
                  {group}
                </span>
              ))}
            </code>
            <span className={styles.hint}>{t("referenceHint")}</span>
          </dd>
        </div>
        {lines.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd lang={languageOf(value, locale)}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.keep}>
        {t("keep")} <a href={`/${locale}/find-my-gift`}>{t("findOthers")}</a>
      </p>
    </section>
  );
}
