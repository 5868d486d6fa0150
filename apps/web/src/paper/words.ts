import type { Locale } from "@careforall/domain/shared";
import { createTranslator } from "next-intl";
import bn from "../../messages/bn.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };

const MESSAGES: Record<Locale, typeof en> = { en, bn, fr };

/** The words of one part of the messages, outside Next as well: the server draws papers without it. */
export const wordsOf = <Part extends "Receipt" | "Method" | "Statement" | "OwnGifts">(
  locale: Locale,
  namespace: Part,
) => createTranslator({ locale, messages: MESSAGES[locale], namespace });
