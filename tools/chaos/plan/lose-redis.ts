import { setTimeout as sleep } from "node:timers/promises";
import { LIVE_CHANNEL } from "@careforall/api/live";
import { openReader } from "../donors/reader.ts";
import { SLUGS } from "../stack/campaigns.ts";
import type { RunRedis } from "../stack/redis.ts";

/** The next gift may have to wait for what the strikes before have left. */
const GIFT_LIMIT_MS = 60_000;
const LISTENS_LIMIT_MS = 30_000;
const LOOK_MS = 100;

/**
 * Takes Redis away until an open page has shown another gift all the same, brings it back, and waits until webs listen
 * there again and the page goes on. Throws when the page stands still: nobody who looks at it would see it live again.
 */
export async function loseRedis(redis: RunRedis, frontUrl: string): Promise<void> {
  const reader = openReader(frontUrl, SLUGS[0]);
  try {
    await redis.kill();
    if (!(await reader.untilNewer(GIFT_LIMIT_MS)))
      throw new Error("without Redis, no page shows a new total");
    await redis.start();
    const end = performance.now() + LISTENS_LIMIT_MS;
    while ((await redis.listeners(LIVE_CHANNEL)) === 0) {
      if (performance.now() > end) throw new Error("Redis is back, and no web listens there again");
      await sleep(LOOK_MS);
    }
    if (!(await reader.untilNewer(GIFT_LIMIT_MS)))
      throw new Error("Redis is back, and no page shows a new total");
  } finally {
    await reader.leave();
  }
}
