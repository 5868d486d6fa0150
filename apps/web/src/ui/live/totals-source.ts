import type { Totals } from "@careforall/api/campaign";
import { readTotals } from "./read-totals.ts";

/** A line that breaks this often in a row is not a line: something between us holds streams back. */
const STREAM_FAILURES_MAX = 3;
const POLL_FIRST_MS = 10_000;
const POLL_SLOWEST_MS = 60_000;

/** Follows a campaign's total by one stream, and asks for it now and then where no stream comes through. */
export function followTotals(slug: string, onTotals: (totals: Totals) => void): () => void {
  const input = encodeURIComponent(JSON.stringify({ slug }));
  const stream = new EventSource(`/api/trpc/campaign.watchTotals?input=${input}`);
  let failures = 0;
  let stopPolling: (() => void) | null = null;

  stream.addEventListener("message", (event) => {
    failures = 0;
    const totals = readTotals(parsed(event.data));
    if (totals !== null) onTotals(totals);
  });
  stream.addEventListener("error", () => {
    failures += 1;
    // A closed stream was refused for good; an open one is already trying again by itself.
    if (failures < STREAM_FAILURES_MAX && stream.readyState !== EventSource.CLOSED) return;
    stream.close();
    stopPolling ??= pollTotals(slug, onTotals);
  });
  return () => {
    stream.close();
    stopPolling?.();
  };
}

function pollTotals(slug: string, onTotals: (totals: Totals) => void): () => void {
  const stopped = new AbortController();
  let waitMs = POLL_FIRST_MS;
  let timer = 0;

  const ask = async (): Promise<void> => {
    const totals = await askTotals(slug, stopped.signal);
    waitMs = totals === null ? Math.min(waitMs * 2, POLL_SLOWEST_MS) : POLL_FIRST_MS;
    if (totals !== null) onTotals(totals);
    if (!stopped.signal.aborted) timer = window.setTimeout(() => void ask(), waitMs);
  };
  void ask();
  return () => {
    stopped.abort();
    window.clearTimeout(timer);
  };
}

/** Null when there is no answer: the page keeps the total it has, with the time that it is true for. */
async function askTotals(slug: string, signal: AbortSignal): Promise<Totals | null> {
  try {
    const answer = await fetch(`/api/v1/campaigns/${encodeURIComponent(slug)}/totals`, { signal });
    if (!answer.ok) return null;
    const envelope: unknown = await answer.json();
    return typeof envelope === "object" && envelope !== null && "data" in envelope
      ? readTotals(envelope.data)
      : null;
  } catch {
    return null;
  }
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
