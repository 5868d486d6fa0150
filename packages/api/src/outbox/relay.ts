import { withTransaction } from "@careforall/db/client";
import { relayEvents } from "@careforall/db/outbox";
import { killPoint } from "@careforall/db/kill-point";
import type { Context } from "../context/index.ts";
import { subscriptionsFor } from "./subscriptions.ts";

const BATCH_SIZE = 200;

/** Whether more may wait than one pass relayed. */
export const isRelayFull = (relayed: number): boolean => relayed >= BATCH_SIZE;

/** Turns committed events into deliveries; answers how many. Any number of workers may relay at once. */
export const relay = (ctx: Context): Promise<number> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const relayed = await relayEvents(tx, subscriptionsFor(ctx.config.forwardsEvents === true), BATCH_SIZE);
      if (relayed > 0) killPoint("outbox.relay/delivered");
      return relayed;
    },
    { at: ctx.at },
  );
