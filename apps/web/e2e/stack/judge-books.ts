import { createDb } from "@careforall/db/client";
import { checkInvariants, describeViolations, violated } from "@careforall/db/invariants";
import { databaseUrl } from "./database-url.ts";

/** Whatever the tests did to the platform, its books must be right at any moment. Throws naming what is not. */
export async function judgeBooks(): Promise<void> {
  const db = createDb(databaseUrl(), { poolMax: 1, applicationName: "careforall end-to-end tests" });
  try {
    const verdicts = await checkInvariants(db, { kinds: ["safety"] });
    if (violated(verdicts).length > 0) {
      throw new Error(`The tests leave books that are wrong:\n${describeViolations(verdicts)}`);
    }
    const judged = verdicts.filter(({ isSkipped }) => !isSkipped).length;
    console.log(`after all tests: ${judged} safety invariants judged, none violated`);
  } finally {
    await db.close();
  }
}
