import { cleanFolder } from "./stack/clean-folder.ts";
import { judgeBooks } from "./stack/judge-books.ts";
import { startStack } from "./stack/start-stack.ts";

/**
 * Starts the production platform once for all tests, on a fresh folder. What it answers is called at the end: the books
 * are judged, then everything stops. An error there fails the run.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  await cleanFolder();
  const stack = await startStack();
  return async () => {
    try {
      await judgeBooks();
    } finally {
      await stack.stop();
    }
  };
}
