import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { Totals } from "./campaign.view.ts";
import { readTotals } from "./get-totals.ts";

/** A page cannot read faster; a hot campaign changes a hundred times a second. */
const UPDATE_GAP_MS = 1_000;
/** More streams than this in one process, or from one address, are answered with 503; pages poll then. */
const STREAMS_MAX = 2_000;
/** A browser opens one; a mobile network puts many donors behind one address. */
const STREAMS_PER_ADDRESS_MAX = 200;

/**
 * The totals now, and again after each change, at most once a second. The listener stands before the snapshot is read,
 * so no change is missed; after a lost connection to the source everybody gets a fresh snapshot. However many pages a
 * change wakes, they read it once together (`TotalsCache`).
 */
export async function* watchTotals(
  ctx: Pick<Context, "hub" | "totals">,
  input: { readonly slug: string; readonly address?: string | null },
  reader: AbortSignal,
): AsyncGenerator<Totals> {
  const address = input.address ?? null;
  if (ctx.hub.watchers >= STREAMS_MAX || ctx.hub.watchersFrom(address) >= STREAMS_PER_ADDRESS_MAX) {
    throw new AppError("unavailable", "live.too_many", "Too many live pages; read the totals instead.", {
      retryAfterS: 10,
    });
  }
  const { campaignId } = await readTotals(ctx, input.slug);
  const changes = await ctx.hub.watch(campaignId, reader, address);
  let shown = (await readTotals(ctx, input.slug)).totals;
  yield shown;
  for await (const _change of changes) {
    const { totals } = await readTotals(ctx, input.slug);
    if (totals.version === shown.version) continue;
    shown = totals;
    yield shown;
    await sleep(UPDATE_GAP_MS, undefined, { signal: reader }).catch(() => undefined);
  }
}
