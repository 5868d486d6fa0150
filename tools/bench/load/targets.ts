import { paidNotice, type Store } from "../notices/paid-notice.ts";
import type { Target } from "./http-load.ts";

/** Idempotency keys have at least 22 characters; these are distinct, not secret. */
const COUNTER_DIGITS = 12;
const GIFT_MIN = 100;
const GIFT_SPAN = 4_900;
/** Minor units of a taka. */
const MINOR = 100;

export const get = (url: string): Target => ({ url, method: "GET", headers: {}, vary: null });

/** A distinct promise each time: what `curl` would send, with a key of its own. */
export function createPledges(
  url: string,
  options: {
    readonly slug: string;
    readonly seed: number;
    readonly side: string;
    readonly random: () => number;
  },
): Target {
  const { slug, seed, side, random } = options;
  let count = 0;
  return {
    url,
    method: "POST",
    headers: { "content-type": "application/json" },
    vary: () => {
      count++;
      const takas = GIFT_MIN + Math.floor(random() * GIFT_SPAN);
      return {
        headers: {
          "idempotency-key": `bench-${seed}-${side}-${String(count).padStart(COUNTER_DIGITS, "0")}`,
        },
        body: JSON.stringify({
          campaignSlug: slug,
          giftMinor: String(takas * MINOR),
          tipMinor: String(takas),
          currency: "BDT",
          donorEmail: `donor${count}@example.org`,
          donorName: "Salma Khatun",
          message: "With all our prayers.",
          method: "bkash",
        }),
      };
    },
  };
}

/** Notifications whose numbers `next` hands out, so that no two sides ever send the same one. */
export const sendNotices = (url: string, store: Store, next: () => number): Target => ({
  url,
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  vary: () => ({ body: paidNotice(store, next()) }),
});
