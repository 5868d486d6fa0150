import { checkInvariants, describeViolations, violated } from "@careforall/db/invariants";
import type { Db } from "@careforall/db/client";

/** Throws, naming the invariants, if a database is not as it must be at any moment. */
export async function expectInvariants(db: Pick<Db, "pool">): Promise<void> {
  const verdicts = await checkInvariants(db, { kinds: ["safety"] });
  if (violated(verdicts).length > 0) {
    throw new Error(`The test leaves a database that is wrong:\n${describeViolations(verdicts)}`);
  }
}
