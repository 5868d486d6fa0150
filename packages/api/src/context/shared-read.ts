import { setImmediate } from "node:timers/promises";
import type { Db } from "@careforall/db/client";

type Reads = WeakMap<Db, Map<string, Promise<unknown>>>;

const underWay: Reads = new WeakMap();
const gathering: Reads = new WeakMap();

/**
 * One read of the database for everybody who asks the same while it is under way: a thousand readers who come at once
 * to a campaign take one connection, not the whole queue for one. For public answers only, which say as of when they
 * are true; nobody may change the answer that he gets, since others hold it too. So is a failure:
 * a thousand who each asked again for themselves would be the crowd that this avoids.
 */
export const sharedRead = <T>(db: Db, name: string, input: object, read: () => Promise<T>): Promise<T> =>
  joinOr(underWay, db, `${name} ${JSON.stringify(input)}`, (leave) => read().finally(leave));

/**
 * One read for everybody who asks the same in one turn of the event loop. It begins when the turn is over, so nobody's
 * answer is older than his question, and a read that hangs holds up nobody who comes later: what decides about a gift may
 * ask like this.
 */
export const gatheredRead = <T>(db: Db, name: string, input: string, read: () => Promise<T>): Promise<T> =>
  joinOr(gathering, db, `${name} ${input}`, async (leave) => {
    await setImmediate();
    leave();
    return read();
  });

/** Joins the read that answers this question, or makes it one that others may join until it calls `leave`. */
function joinOr<T>(
  reads: Reads,
  db: Db,
  question: string,
  make: (leave: () => void) => Promise<T>,
): Promise<T> {
  const own = reads.get(db) ?? new Map<string, Promise<unknown>>();
  reads.set(db, own);
  const shared = own.get(question);
  // The question's name stands for one function and its answer's type.
  if (shared !== undefined) {
    return (shared as Promise<T>).catch((error: unknown) => {
      db.noteRefusal(error);
      throw error;
    });
  }
  const reading = make(() => void own.delete(question));
  own.set(question, reading);
  return reading;
}
