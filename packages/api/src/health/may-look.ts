import { timingSafeEqual } from "node:crypto";
import type { Settings } from "../settings/index.ts";

/** Embedded, everything is on this machine. Deployed, the numbers are for those who hold HEALTH_TOKEN. */
export function mayLook(
  settings: Pick<Settings, "mode" | "healthToken">,
  authorization: string | undefined,
): boolean {
  if (settings.mode === "embedded") return true;
  const given = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${settings.healthToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
