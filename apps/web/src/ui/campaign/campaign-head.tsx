import type { CampaignPage } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { LANGUAGE_NAMES } from "../../i18n/language-names.ts";
import { Tag } from "../tag.tsx";
import styles from "./campaign-page.module.css";
import { Cover } from "./cover.tsx";
import { KIND_TONE } from "./kind-tone.ts";

/** Picture, kind, title, and who asks for whom. */
export async function CampaignHead({ campaign, locale }: { campaign: CampaignPage; locale: Locale }) {
  const [t, kinds] = await Promise.all([getTranslations("Campaign"), getTranslations("Kind")]);
  const { organiserName: organiser, beneficiaryName: beneficiary, place, textLocale } = campaign;
  const language = textLocale === locale ? undefined : textLocale;
  return (
    <header className={styles.head}>
      <Cover kind={campaign.kind} id={campaign.id} className={styles.cover} isFirst />
      <p className={styles.tags}>
        <Tag tone={KIND_TONE[campaign.kind]}>{kinds(campaign.kind)}</Tag>
      </p>
      <h1 lang={language}>{campaign.title}</h1>
      <p className={styles.people}>
        {t.rich("for", {
          organiser,
          beneficiary,
          place,
          strong: (name) => <strong key="organiser">{name}</strong>,
        })}
      </p>
      {language !== undefined && (
        <p className={styles.textLocale}>
          {t.rich("textLocale", {
            name: () => (
              <span key="name" lang={language}>
                {LANGUAGE_NAMES[language]}
              </span>
            ),
          })}
        </p>
      )}
      {campaign.status !== "active" && (
        <p className={styles.notice}>
          {t(campaign.status)} <a href={`/${locale}/campaigns`}>{t("seeOthers")}</a>
        </p>
      )}
    </header>
  );
}
