import type { Currency } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";

/** What people call the money when they speak of typing an amount in it. */
export const CURRENCY_WORD = {
  en: { BDT: "taka", EUR: "euros", USD: "dollars", XOF: "francs CFA" },
  bn: { BDT: "টাকা", EUR: "ইউরো", USD: "ডলার", XOF: "ফ্রাঁ সিএফএ" },
  fr: { BDT: "takas", EUR: "euros", USD: "dollars", XOF: "francs CFA" },
} as const satisfies Record<Locale, Record<Currency, string>>;
