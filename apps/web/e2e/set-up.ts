import { askStrangersQuestions } from "./leaks/search-run.ts";
import { cleanFolder } from "./stack/clean-folder.ts";
import { judgeBooks } from "./stack/judge-books.ts";
import { startStack } from "./stack/start-stack.ts";

/**
 * Starts the production platform once for all tests, on a fresh folder. What it answers is called at the end: the books
 * are judged, everything stops, and what was said and written is searched for secrets. An error there fails the run.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  await cleanFolder();
  const stack = await startStack();
  return async () => {
    let searchAll: (() => void) | undefined;
    try {
      await judgeBooks();
      searchAll = await askStrangersQuestions();
    } finally {
      await stack.stop();
    }
    searchAll();
  };
}
