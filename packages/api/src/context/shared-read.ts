import type { Db } from "@careforall/db/client";

const underWay = new WeakMap<Db, Map<string, Promise<unknown>>>();

/**
 * One read of the database for everybody who asks the same while it is under way: a thousand readers who come at once
 * to a campaign take one connection, not the whole queue for one. For public answers only, which say as of when they
 * are true; nobody may change the answer that he gets, since others hold it too. So is a failure:
 * a thousand who each asked again for themselves would be the crowd that this avoids.
 */
export function sharedRead<T>(db: Db, name: string, input: object, read: () => Promise<T>): Promise<T> {
  const reads = underWay.get(db) ?? new Map<string, Promise<unknown>>();
  underWay.set(db, reads);
  const question = `${name} ${JSON.stringify(input)}`;
  const shared = reads.get(question);
  // The name stands for one function and its answer's type.
  if (shared !== undefined) {
    return (shared as Promise<T>).catch((error: unknown) => {
      db.noteRefusal(error);
      throw error;
    });
  }
  const reading = read().finally(() => reads.delete(question));
  reads.set(question, reading);
  return reading;
}
