import type { Devices } from "@careforall/api/account";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { formatMoment } from "../dates.ts";
import { AccountForm } from "./account-form.tsx";
import styles from "./account-page.module.css";

/** Every browser that is signed in, each with a way to end it; one's own is signed out on the page before. */
export async function DeviceList({ locale, devices }: { locale: Locale; devices: Devices["items"] }) {
  const t = await getTranslations("Account");
  return (
    <ul className={styles.devices}>
      {devices.map(({ sid, agent, address, lastSeenAt, isThis }) => (
        <li key={sid}>
          <div className={styles.device}>
            {isThis ? <strong>{t("thisDevice")}</strong> : (agent ?? t("unknownDevice"))}
            <span>{t("lastSeen", { time: formatMoment(lastSeenAt.toISOString(), locale) })}</span>
            {address !== null && <span>{address}</span>}
          </div>
          {!isThis && (
            <AccountForm
              action="device"
              locale={locale}
              submit={t("endDevice")}
              hidden={{ sid }}
              kind="secondary"
            />
          )}
        </li>
      ))}
    </ul>
  );
}
