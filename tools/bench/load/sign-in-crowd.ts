import { setTimeout as sleep } from "node:timers/promises";

/** Whoever is told to come again does not come back at once. */
const PAUSE_MS = 1_000;
const TIMEOUT_MS = 30_000;

export type Crowd = {
  /** Sends everybody home, and answers how many tries were looked at and how many were sent away. */
  readonly stop: () => Promise<{ readonly judged: number; readonly sentAway: number }>;
};

/** So many people who try to sign in at the same time, with passwords that are wrong, again and again. */
export function startSignInCrowd(webUrl: string, people: number): Crowd {
  const control = new AbortController();
  const counts = { judged: 0, sentAway: 0 };
  const tryOn = async (person: number): Promise<void> => {
    while (!control.signal.aborted) {
      const status = await signIn(webUrl, person, control.signal);
      if (status === 303) counts.judged += 1;
      else if (status === 503 || status === 429) {
        counts.sentAway += 1;
        await sleep(PAUSE_MS, undefined, { signal: control.signal });
      } else throw new Error(`a sign-in was answered with ${status}`);
    }
  };
  const all = Array.from({ length: people }, (_, person) =>
    tryOn(person).catch((error: unknown) => {
      if (!control.signal.aborted) throw error;
    }),
  );
  const done = Promise.all(all);
  // Told by stop(), where somebody waits for it.
  done.catch(() => undefined);
  return {
    stop: async () => {
      control.abort();
      await done;
      return counts;
    },
  };
}

/** One try: answers its HTTP status. */
export async function signIn(webUrl: string, person: number, signal: AbortSignal): Promise<number> {
  const body = new URLSearchParams({
    locale: "en",
    email: `stranger-${person}@example.org`,
    password: "not the right one 47",
  });
  const answer = await fetch(`${webUrl}/account/sign-in`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  await answer.body?.cancel();
  return answer.status;
}
