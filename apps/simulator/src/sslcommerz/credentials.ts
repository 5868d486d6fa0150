import { createHash, timingSafeEqual } from "node:crypto";
import type { Settings } from "../settings.ts";

/** Whether a call names our one store and knows its password. */
export function isOurStore(settings: Settings, storeId: string, storePassword: string): boolean {
  const isId = isSame(storeId, settings.storeId);
  const isPassword = isSame(storePassword, settings.storePassword);
  return isId && isPassword;
}

/** Hashed first, because the comparison wants equal lengths. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(hash(given), hash(expected));
}
