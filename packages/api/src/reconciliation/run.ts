import { setTimeout as sleep } from "node:timers/promises";
import type { RunProgress } from "@careforall/db/reconciliation";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { Cause } from "../payment/index.ts";

/** Questions under way at once; the provider's donors come first. */
const CONCURRENCY = 4;
/** So many silences one after the other are an outage: going on would only add to the provider's trouble. */
const SILENT_IN_ROW_MAX = 5;

/** One run while it is under way. */
export type Run = {
  readonly id: string;
  readonly isDry: boolean;
  /** What the history keeps of what it posts; it decides about mail. */
  readonly cause: Extract<Cause, "reconciler" | "reconciler_with_mail">;
  /** Young findings are left to the notification that may be on its way. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** Waits for the turn of the next question. Throws when the run is to stop. */
  readonly turn: () => Promise<void>;
  /** The first unposted charge of each pledge: every further one is a duplicate. */
  readonly claimed: Map<string, string>;
  /** Findings whose repair this run has tried. */
  readonly tried: Set<string>;
  /** Why attempts could not be compared; the first of them ends the run, after everything else was looked at. */
  readonly putAside: unknown[];
  /** Grows while the run goes on. */
  readonly progress: { -readonly [Key in keyof RunProgress]: RunProgress[Key] };
  readonly silence: { inRow: number; outages: number };
};

/** Turns that come at most so often, for however many workers ask. Throws the signal's reason when it is aborted. */
export function turnsOf(perSecond: number, signal: AbortSignal): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, nextAt);
    nextAt = at + 1_000 / perSecond;
    if (at > now) await sleep(at - now, undefined, { signal });
    signal.throwIfAborted();
  };
}

/**
 * Asks the provider something. Null when it did not answer: a silence says nothing about any money. Throws AppError
 * `unavailable` when it seems to be down, so that the run ends instead of knocking on.
 */
export async function heard<T>(ctx: Context, run: Run, ask: () => Promise<T>): Promise<T | null> {
  await run.turn();
  run.progress.asked += 1;
  try {
    const answer = await ask();
    run.silence.inRow = 0;
    return answer;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "unavailable") throw error;
    run.progress.silent += 1;
    ctx.log.warn({ runId: run.id, err: error }, "the provider did not answer the reconciliation");
    if (isAboutOne(error)) return null;
    run.silence.outages += 1;
    run.silence.inRow += 1;
    if (run.silence.inRow >= SILENT_IN_ROW_MAX) throw providerIsDown(run, error);
    return null;
  }
}

/** The provider speaks, but not about this attempt in words that we know: no sign that it is down. */
const isAboutOne = ({ code }: AppError): boolean => code === "provider.unknown_state";

const providerIsDown = ({ progress, silence }: Run, cause: AppError): AppError =>
  new AppError(
    "unavailable",
    "reconciliation.provider_silent",
    `The provider did not answer ${silence.inRow} questions in a row (${progress.asked} asked, ${progress.silent} without an ` +
      `answer): ${cause.message} What was repaired stays; the next run goes on from here.`,
    { cause },
  );

/** A run of few questions has an outage too: when none of them was answered. */
export function requireAnyAnswer({ progress, silence }: Run): void {
  if (progress.asked === 0 || silence.outages < progress.asked) return;
  throw new AppError(
    "unavailable",
    "reconciliation.provider_silent",
    `The provider answered none of ${progress.asked} questions. Nothing was judged by its silence; run it again later.`,
  );
}

/** Does the work for every item, a few at once. After a failure no item is begun, and those under way come to their end. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failure !== undefined) return;
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  if (failure !== undefined) throw failure.error;
}
