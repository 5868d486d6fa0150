import { CAMPAIGN_KINDS } from "@careforall/domain/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { Cover } from "../campaign/cover.tsx";
import styles from "./kind-tiles.module.css";

const TILE_COVER_ID = "019a3c5e-7b1d-7021-8000-00000000cafe";

export async function KindTiles({ locale }: { locale: Locale }) {
  const t = await getTranslations("Kind");
  return (
    <ul className={styles.tiles}>
      {CAMPAIGN_KINDS.map((kind) => (
        <li key={kind} className={styles.tile}>
          <Cover kind={kind} id={TILE_COVER_ID} className={styles.cover} />
          <div>
            <a href={`/${locale}/campaigns?kind=${kind}`} className={styles.name}>
              {t(kind)}
            </a>
            <p className={styles.note}>{t(`${kind}Note`)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
