import { setTimeout as sleep } from "node:timers/promises";
import {
  findDelivery,
  listDueDeliveries,
  nextDeliveryAt,
  recordTry,
  releaseHeld,
  type Delivery,
} from "../books/deliveries.ts";
import type { Books } from "../books/open-books.ts";
import { postForm } from "./post-form.ts";

/** How long after the nth failure the next try follows. Not published by the provider; bounded, so it ends. */
export const RETRY_DELAYS_MS: readonly number[] = [500, 2_000, 10_000, 60_000, 300_000];

/** Enough for a busy campaign; a slow shop must not open hundreds of sockets here. */
const IN_FLIGHT_MAX = 16;

/** Longest sleep of the timer: a clock that was set back does not stop the queue for long. */
const SLEEP_MS_MAX = 60_000;

/** Books that cannot be written (a full disk) must not make us post in a tight loop. */
const AFTER_DEFECT_MS = 1_000;

/** Sends what the books say is due, also after a restart. */
export type IpnSender = {
  /** Looks at the queue now. Called after every commit that may have added to it. */
  wake(): void;
  /** One try of one queued delivery, awaited. */
  sendNow(id: number): Promise<void>;
  /** Lets the held ones go; returns how many. */
  release(): number;
  stop(): Promise<void>;
};

export type IpnSenderParts = {
  readonly books: Books;
  readonly now: () => number;
  readonly retryDelaysMs: readonly number[];
};

export function createIpnSender({ books, now, retryDelaysMs }: IpnSenderParts): IpnSender {
  const inFlight = new Map<number, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const send = async (delivery: Delivery): Promise<void> => {
    const result = await postForm(delivery, { now, stopping: stopping.signal });
    // Cut off by our own stop: it stays queued and is sent again by the next process.
    if (result.status === null && stopping.signal.aborted) return;
    const isTaken = result.status !== null && result.status >= 200 && result.status < 300;
    const delayMs = retryDelaysMs[delivery.tries];
    books.transact(() => {
      if (isTaken) recordTry(books, delivery.id, result, { state: "delivered", nextAt: null });
      else if (delayMs === undefined)
        recordTry(books, delivery.id, result, { state: "failed", nextAt: null });
      else recordTry(books, delivery.id, result, { state: "queued", nextAt: now() + delayMs });
    });
  };

  const start = (delivery: Delivery): Promise<void> => {
    const sending = send(delivery)
      .catch(async (error: unknown) => {
        console.error(`simulator: delivery ${delivery.id} could not be recorded:`, error);
        await sleep(AFTER_DEFECT_MS);
      })
      .finally(() => {
        inFlight.delete(delivery.id);
        wake();
      });
    inFlight.set(delivery.id, sending);
    return sending;
  };

  const wake = (): void => {
    if (stopping.signal.aborted) return;
    clearTimeout(timer);
    // One reading of the clock: what falls due between two would be neither sent nor waited for.
    const at = now();
    // Those in flight are still due in the books, so as many more are asked for.
    const due = listDueDeliveries(books, at, IN_FLIGHT_MAX + inFlight.size);
    for (const delivery of due) {
      if (inFlight.size >= IN_FLIGHT_MAX) return; // the next one to finish wakes us
      if (!inFlight.has(delivery.id)) void start(delivery);
    }
    const nextAt = nextDeliveryAt(books, at);
    if (nextAt !== null) timer = setTimeout(wake, Math.min(nextAt - at, SLEEP_MS_MAX));
  };

  return {
    wake,
    async sendNow(id) {
      const delivery = inFlight.has(id) ? null : findDelivery(books, id);
      await (delivery?.state === "queued" ? start(delivery) : inFlight.get(id));
    },
    release() {
      const released = books.transact(() => releaseHeld(books, now()));
      wake();
      return released;
    },
    async stop() {
      clearTimeout(timer);
      stopping.abort();
      await Promise.all(inFlight.values());
    },
  };
}
