import { createDb } from "@careforall/db/client";
import { databaseUrl } from "../stack/database-url.ts";
import { placesOfFiles } from "./files.ts";
import { harvestSecrets } from "./harvest-secrets.ts";
import { judgeLeaks } from "./judge-leaks.ts";
import { answersToStrangers } from "./strangers.ts";

/**
 * S-102, S-20: nothing of what this run has used may be readable for anybody but its owner. Asks strangers' questions
 * while the platform runs; what it answers reads the logs when everything has stopped, and throws for what it finds.
 */
export async function askStrangersQuestions(): Promise<() => void> {
  const db = createDb(databaseUrl(), { poolMax: 1, applicationName: "careforall end-to-end tests" });
  try {
    const answers = await answersToStrangers(db);
    // Last, so that those of the questions themselves are among them.
    const secrets = await harvestSecrets(db);
    return () => judgeLeaks([...answers, ...placesOfFiles()], secrets);
  } finally {
    await db.close();
  }
}
