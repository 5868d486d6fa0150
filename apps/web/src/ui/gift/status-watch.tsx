"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { whileVisible } from "../live/while-visible.ts";
import { truthKey } from "./truth-key.ts";

const ASK_FIRST_MS = 2_000;
const ASK_SLOWEST_MS = 10_000;
/** Each silent answer makes the next question a little later. */
const SLOWER = 1.25;
/** After about ten minutes in view the page waits for the donor's own reload. */
const QUESTIONS_MAX = 70;

/** Asks for the truth while the page is looked at, and lets the server draw the page anew when it changed. */
export function StatusWatch({ token, shown }: { token: string; shown: string }) {
  const router = useRouter();

  useEffect(() => {
    let questions = 0;
    let waitMs = ASK_FIRST_MS;
    return whileVisible(() => {
      const stopped = new AbortController();
      let timer = 0;
      const ask = async (): Promise<void> => {
        questions += 1;
        const now = await askTruth(token, stopped.signal);
        if (stopped.signal.aborted) return;
        if (now !== null && now !== shown) router.refresh();
        waitMs = Math.min(waitMs * SLOWER, ASK_SLOWEST_MS);
        plan();
      };
      const plan = (): void => {
        if (questions < QUESTIONS_MAX) timer = window.setTimeout(() => void ask(), waitMs);
      };
      plan();
      return () => {
        stopped.abort();
        window.clearTimeout(timer);
      };
    });
  }, [token, shown, router]);

  return null;
}

/** Null when there is no answer now; the next question comes anyway. */
async function askTruth(token: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetch(`/api/v1/pledges/${token}`, { signal });
    if (!answer.ok) return null;
    const envelope: unknown = await answer.json();
    const data =
      typeof envelope === "object" && envelope !== null && "data" in envelope ? envelope.data : null;
    return typeof data === "object" && data !== null ? truthKey(data) : null;
  } catch {
    return null;
  }
}
