import type { CampaignPage } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { webContext } from "../../server/context.ts";
import buttons from "../button.module.css";
import { ShareLink } from "./share-link.tsx";
import styles from "./share-section.module.css";

type Shared = Pick<CampaignPage, "slug" | "title">;

/** A link to copy and a way to send it. The system's own share sheet opens where there is one. */
export async function ShareSection({ campaign, locale }: { campaign: Shared; locale: Locale }) {
  const t = await getTranslations("Share");
  const { settings } = await webContext();
  const url = `${settings.web.url}/${locale}/campaigns/${campaign.slug}`;
  const text = t("text", { title: campaign.title });
  return (
    <section id="share" className={styles.share} aria-labelledby="share-heading">
      <h2 id="share-heading">{t("heading")}</h2>
      <p>{t("why")}</p>
      <ShareLink
        url={url}
        title={campaign.title}
        text={text}
        words={{ link: t("link"), copy: t("copy"), copied: t("copied") }}
      />
      <p>
        <a
          className={buttons.secondary}
          href={`https://wa.me/?text=${encodeURIComponent(`${text} ${url}`)}`}
          rel="noopener noreferrer"
        >
          {t("whatsapp")}
        </a>
      </p>
    </section>
  );
}
