/** Money here is whole poisha (1/100 taka) as bigint; other currencies that the gateway takes have cents too. */

/** `numeric(10,2)` without sign, exponent or grouping. Returns minor units, or null for any other text. */
export function parseMinor(decimal: string): bigint | null {
  const found = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(decimal);
  if (found === null) return null;
  return BigInt(found[1] ?? "0") * 100n + BigInt((found[2] ?? "").padEnd(2, "0"));
}

/** `"1000.00"`, the canonical form on the wire. Only for amounts, which are never below zero. */
export function formatMinor(minor: bigint): string {
  return `${minor / 100n}.${(minor % 100n).toString().padStart(2, "0")}`;
}

/** For people: `Tk 1,000`, with poisha only where there are some. */
export function formatForPeople(minor: bigint, currency = "BDT"): string {
  const whole = (minor / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = minor % 100n === 0n ? "" : `.${(minor % 100n).toString().padStart(2, "0")}`;
  return `${currency === "BDT" ? "Tk" : currency} ${whole}${rest}`;
}

/** What the gateway keeps, in thousandths of the amount: 2.5 %, a usual price of Bangladeshi gateways. */
const FEE_PER_MILLE = 25n;

/** Half a poisha is rounded up, in the gateway's favour. */
export const feeOf = (amountMinor: bigint): bigint => (amountMinor * FEE_PER_MILLE + 500n) / 1000n;

/**
 * Taka for one unit, in ten-thousandths, as `currency_rate` shows it. Fixed, so that a run can be repeated; the real
 * gateway uses its own rate of the day.
 */
export const RATES_E4 = {
  BDT: 10_000n,
  USD: 1_221_000n,
  EUR: 1_412_500n,
  GBP: 1_605_000n,
  SGD: 938_000n,
  INR: 13_750n,
  MYR: 295_500n,
} as const satisfies Record<string, bigint>;

export type GatewayCurrency = keyof typeof RATES_E4;

export const isGatewayCurrency = (code: string): code is GatewayCurrency => Object.hasOwn(RATES_E4, code);

/** Half up. */
export const toTaka = (minor: bigint, currency: GatewayCurrency): bigint =>
  (minor * RATES_E4[currency] + 5_000n) / 10_000n;

/** Half up. */
export const fromTaka = (minor: bigint, currency: GatewayCurrency): bigint =>
  (minor * 10_000n + RATES_E4[currency] / 2n) / RATES_E4[currency];

export const formatRate = (currency: GatewayCurrency): string => {
  const rate = RATES_E4[currency];
  return `${rate / 10_000n}.${(rate % 10_000n).toString().padStart(4, "0")}`;
};
