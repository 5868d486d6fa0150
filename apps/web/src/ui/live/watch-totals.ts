import type { Totals } from "@careforall/api/campaign";
import { onePerBrowser } from "./one-per-browser.ts";
import { readTotals } from "./read-totals.ts";
import { followTotals } from "./totals-source.ts";
import { whileVisible } from "./while-visible.ts";

/** Tells of every total that any page of this browser hears of, while this page can be seen. */
export function watchTotals(slug: string, onTotals: (totals: Totals) => void): () => void {
  const name = `careforall:totals:${slug}`;
  return whileVisible(() => {
    const channel = new BroadcastChannel(name);
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const totals = readTotals(data);
      if (totals !== null) onTotals(totals);
    });
    const stop = onePerBrowser(name, () =>
      followTotals(slug, (totals) => {
        onTotals(totals);
        channel.postMessage(totals);
      }),
    );
    return () => {
      stop();
      channel.close();
    };
  });
}
