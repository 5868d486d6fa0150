import { type Db, notify } from "@careforall/db/client";

/** Who can be woken: the relay with its consumers, and the reader of the inbox. */
export type WakeTopic = "outbox" | "inbox";

/** The notification channel; the payload is the topic. */
export const WAKE_CHANNEL = "careforall_wake";

/** Many commits within this time make one notification: NOTIFY takes a lock that commits wait for. */
const COALESCE_MS = 15;

/**
 * Wakes the worker after a commit, never inside it. A lost wake-up costs one polling interval and nothing else, so a
 * failure is only logged.
 */
export type Waker = (topic: WakeTopic) => void;

export function createWaker(db: Db, onError: (error: unknown) => void): Waker {
  const pending = new Set<WakeTopic>();
  return (topic) => {
    if (pending.has(topic)) return;
    pending.add(topic);
    setTimeout(() => {
      pending.delete(topic);
      notify(db, WAKE_CHANNEL, topic).catch(onError);
    }, COALESCE_MS).unref();
  };
}
