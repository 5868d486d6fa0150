import { advanceCampaigns } from "@careforall/api/campaign";
import { type Context, WAKE_CHANNEL } from "@careforall/api/context";
import { dispatchEvents, type Forwarder } from "@careforall/api/dispatch";
import { pollSilent, processNotices } from "@careforall/api/payment";
import { RECONCILIATION_TASK } from "@careforall/api/reconciliation";
import { pollRefunds } from "@careforall/api/refund";
import { runUpkeep } from "@careforall/api/upkeep";
import { listen } from "@careforall/db/client";
import { startLoop } from "./loop.ts";
import { startOutbox } from "./start-outbox.ts";

const INBOX_IDLE_MS = 500;
/** How often the poller looks for attempts whose time has come; their own schedule says when that is. */
const POLLER_IDLE_MS = 2_000;
/** How often the upkeep looks at what is due; the tasks themselves are due every hour. */
const UPKEEP_IDLE_MS = 60_000;
/** A campaign takes no pledge after its end whether or not this has run; only its label waits. */
const CAMPAIGNS_IDLE_MS = 15_000;
/** The same for refunds. */
const REFUNDS_IDLE_MS = 2_000;
/** How often the reconciliation looks whether its ten minutes are over. */
const RECONCILIATION_IDLE_MS = 30_000;
/** Nobody at a page waits for what is forwarded. */
const DISPATCH_IDLE_MS = 500;

export type Loops = { stop(): Promise<void> };

/**
 * The worker's own loops over our tables: relay and consumers, inbox, pollers, campaigns, upkeep, and forwarding when it is switched on. They poll, and a
 * wake-up after a commit makes them prompt; a claim of theirs vanishes with their connection, so a killed worker holds
 * nothing up.
 *
 * Upkeep is a loop and not a cron task of the queue: what is due is read from our own table, so a restart neither skips
 * nor repeats an hour, a run that was cut off is due at once, and judging the books does not depend on a queue that they
 * judge too.
 *
 * Forwarding is a loop of its own, so that a slow receiver holds up nobody here.
 */
export async function startLoops(
  ctx: Context,
  forwarder: Forwarder | null,
  { mayPoll = true }: { readonly mayPoll?: boolean } = {},
): Promise<Loops> {
  const { log } = ctx;
  const outbox = startOutbox(ctx);
  const inbox = startLoop({ name: "inbox", log, idleMs: INBOX_IDLE_MS, pass: () => processNotices(ctx) });
  const refunds = startLoop({ name: "refunds", log, idleMs: REFUNDS_IDLE_MS, pass: () => pollRefunds(ctx) });
  const campaigns = startLoop({
    name: "campaigns",
    log,
    idleMs: CAMPAIGNS_IDLE_MS,
    pass: () => advanceCampaigns(ctx),
  });
  const ending = new AbortController();
  const upkeep = startLoop({
    name: "upkeep",
    log,
    idleMs: UPKEEP_IDLE_MS,
    pass: () => runUpkeep(ctx, { signal: ending.signal }),
  });
  // A loop of its own: it may take minutes, and the other tasks are not to wait for it.
  const reconciliation = startLoop({
    name: "reconciliation",
    log,
    idleMs: RECONCILIATION_IDLE_MS,
    pass: () => runUpkeep(ctx, { tasks: [RECONCILIATION_TASK], signal: ending.signal }),
  });
  const loops = [outbox, inbox, refunds, campaigns, upkeep, reconciliation];
  if (mayPoll) {
    loops.push(startLoop({ name: "poller", log, idleMs: POLLER_IDLE_MS, pass: () => pollSilent(ctx) }));
  }
  if (forwarder !== null) {
    const pass = () => dispatchEvents(ctx, forwarder, ending.signal);
    loops.push(startLoop({ name: "dispatch", log, idleMs: DISPATCH_IDLE_MS, pass }));
  }
  const listener = await listen(ctx.db.url, WAKE_CHANNEL, {
    onMessage: (topic) => (topic === "inbox" ? inbox : outbox).wake(),
    onReconnected: () => [outbox, inbox].forEach((loop) => loop.wake()),
    onError: (error) => log.warn({ err: error }, "wake-ups lost their connection; polling goes on"),
  });
  return {
    stop: async () => {
      ending.abort();
      await listener.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
