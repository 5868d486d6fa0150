import { LOCALES } from "@careforall/domain/shared";
import { defineRouting } from "next-intl/routing";

/** Every page starts with its language; `/` asks the browser which one. */
export const routing = defineRouting({ locales: LOCALES, defaultLocale: "en", localePrefix: "always" });
