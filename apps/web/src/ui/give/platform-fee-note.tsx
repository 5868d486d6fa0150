import { formatShare } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { services } from "../../server/services.ts";
import styles from "./give-form.module.css";

/** What the platform keeps of a gift, said before anybody gives; nothing when it keeps nothing. */
export async function PlatformFeeNote({ locale }: { locale: Locale }) {
  const { platformBasisPoints } = services().config.fees;
  if (platformBasisPoints === 0) return null;
  const t = await getTranslations("Give");
  return (
    <p className={styles.note}>{t("platformFee", { share: formatShare(platformBasisPoints, locale) })}</p>
  );
}
