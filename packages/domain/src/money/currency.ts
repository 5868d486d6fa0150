/** How many decimals each currency has in its minor unit (ISO 4217). XOF has none: XOF 1000 is 1000 minor units. */
export const CURRENCY_EXPONENT = { BDT: 2, EUR: 2, USD: 2, XOF: 0 } as const;

export type Currency = keyof typeof CURRENCY_EXPONENT;

export const CURRENCIES = ["BDT", "EUR", "USD", "XOF"] as const satisfies readonly Currency[];

export const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCY_EXPONENT, text);
