import type { CampaignCard } from "@careforall/api/campaign";
import type { getTranslations } from "next-intl/server";
import { daysUntil } from "../dates.ts";

type Translate = Awaited<ReturnType<typeof getTranslations<"Totals">>>;

/** How long the campaign still takes gifts, in words. */
export function timeLeft({ status, endsAt }: Pick<CampaignCard, "status" | "endsAt">, t: Translate): string {
  if (status !== "active") return t("closed");
  return endsAt === null ? t("noEnd") : t("daysLeft", { days: daysUntil(endsAt, new Date()) });
}
