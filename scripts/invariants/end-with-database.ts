import { explain } from "../platform/start-error.ts";
import type { OpenDatabase } from "./open-database.ts";

/** Whoever presses Ctrl+C must not be left with a server that this command started. */
export function endWithDatabase(database: OpenDatabase): void {
  const end = (): void => {
    database.close().then(
      () => process.exit(1),
      (error: unknown) => {
        console.error(explain(error));
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}
