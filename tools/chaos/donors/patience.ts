import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./ask.ts";

/** As long as a determined donor, or the simulator's operator, goes on trying. */
const GIVE_UP_MS = 120_000;
const PAUSE_MS = 100;
const PAUSE_SPREAD_MS = 400;

/** Worth another try: no answer, a fault of the server, too many, or "still under way". */
const isForNow = (answer: Answer | null): boolean =>
  answer === null || answer.status >= 500 || answer.status === 429 || answer.status === 409;

/**
 * Asks until there is a definite answer, as a careful client with a stable key does. `isFinal` lets a refusal count as
 * definite that others would repeat. Throws when there is none after two minutes: then giving has stopped.
 */
export async function untilDefinite(
  ask: () => Promise<Answer | null>,
  isFinal: (answer: Answer) => boolean = () => false,
): Promise<Answer> {
  const end = performance.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && (!isForNow(answer) || isFinal(answer))) return answer;
    if (performance.now() > end) {
      throw new Error(
        `no definite answer in ${GIVE_UP_MS / 1_000} s; the last was ${answer?.status ?? "none"}: ${answer?.text ?? ""}`,
      );
    }
    await sleep(PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
  }
}
