import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context/index.ts";
import { getGift } from "./get-gift.ts";
import type { Gift } from "./pledge.view.ts";

/** A returning donor waits at most about so long for the provider's word; then the gift's own page goes on asking. */
const WAIT_MS = 4_000;
const LOOK_MS = 200;
/** Shorter than on the status page: whoever asked before the donor decided has heard an old story. */
const ASK_GAP_MS = 1_000;

/**
 * The truth for a donor whose browser comes back from the payment page. The provider's notification arrives at the
 * same moment and asks the same question; its answer is waited for, so that a refusal leads to the kept form and not
 * to a page that says "being confirmed" for a second.
 */
export async function comeBack(ctx: Context, { token }: { readonly token: string }): Promise<Gift> {
  const giveUpAt = performance.now() + WAIT_MS;
  for (;;) {
    const gift = await getGift(ctx, { token, ask: { cause: "return", gapMs: ASK_GAP_MS } });
    if (gift.truth !== "being_confirmed" || performance.now() > giveUpAt) return gift;
    await sleep(LOOK_MS);
  }
}
