import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

const AGAIN_MS = 300;

const zShown = z.object({ version: z.int() });

/** Somebody who has a campaign's page open and sees its total move. */
export type Reader = {
  /** Waits until another total than the last one is shown; false when none is within the limit. */
  untilNewer(limitMs: number): Promise<boolean>;
  leave(): Promise<void>;
};

/** Follows a campaign's total by its stream as a page does, and comes again when the stream ends. */
export function openReader(frontUrl: string, slug: string): Reader {
  const leaving = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ slug }));
  const url = `${frontUrl}/api/trpc/campaign.watchTotals?input=${input}`;
  let shown: number | null = null;

  const follow = async (): Promise<void> => {
    const { ok, body } = await fetch(url, { signal: leaving.signal });
    if (!ok || body === null) return;
    let rest = "";
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) shown = versionIn(line) ?? shown;
    }
  };
  const reading = (async () => {
    while (!leaving.signal.aborted) {
      await follow().catch(() => undefined); // a web that was killed, or that nobody listens at yet
      await sleep(AGAIN_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  })();

  return {
    untilNewer: async (limitMs) => {
      const end = performance.now() + limitMs;
      while (shown === null && performance.now() < end) await sleep(AGAIN_MS);
      const before = shown;
      while (shown === before && performance.now() < end) await sleep(AGAIN_MS);
      return shown !== before;
    },
    leave: async () => {
      leaving.abort();
      await reading;
    },
  };
}

/** The version of the total in a line of the stream; null in lines that carry none. */
function versionIn(line: string): number | null {
  if (!line.startsWith("data:")) return null;
  const { data } = zShown.safeParse(JSON.parse(line.slice("data:".length) || "null"));
  return data?.version ?? null;
}
