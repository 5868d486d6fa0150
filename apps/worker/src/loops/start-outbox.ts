import type { Context } from "@careforall/api/context";
import { type Consumer, CONSUMERS, relayDue, runConsumer } from "@careforall/api/outbox";
import { type Loop, startLoop } from "./loop.ts";

/** Without any wake-up, a committed event is seen after this long. */
const RELAY_IDLE_MS = 250;
/** The relay wakes the consumers for all that is due, after failures and deaths too; this is only a net below it. */
const CONSUMER_IDLE_MS = 10_000;

/**
 * How long a consumer lets events gather before it takes them. Somebody is looking at the totals. The others cost less
 * in larger batches, and then leave processors and the rows of totals to them.
 */
const GATHER_MS: Readonly<Record<Consumer, number>> = {
  totals: 0,
  public_gifts: 100,
  receipts: 100,
  donations: 100,
  account_mail: 100,
  receipt_numbers: 100,
};

/**
 * The relay and each consumer in a loop of its own, so that nobody's gift waits for the slowest consumer of the gifts
 * before it.
 */
export function startOutbox(ctx: Context): Loop {
  const { log } = ctx;
  const consumers = CONSUMERS.map((consumer) => {
    const pass = async () => Number(await runConsumer(ctx, consumer));
    const loop = startLoop({ name: consumer, log, idleMs: CONSUMER_IDLE_MS, pass });
    return { consumer, loop, wake: gathered(() => loop.wake(), GATHER_MS[consumer]) };
  });
  const relay = startLoop({
    name: "outbox",
    log,
    idleMs: RELAY_IDLE_MS,
    pass: async () => {
      const { isFull, due } = await relayDue(ctx);
      for (const { consumer, wake } of consumers) if (due.includes(consumer)) wake();
      return Number(isFull);
    },
  });
  return {
    wake: () => relay.wake(),
    stop: async () => {
      await relay.stop();
      await Promise.all(consumers.map(({ loop }) => loop.stop()));
    },
  };
}

/** Many calls within this time make one. */
function gathered(wake: () => void, ms: number): () => void {
  if (ms === 0) return wake;
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      wake();
    }, ms).unref();
  };
}
