import { cleanFolder } from "./stack/clean-folder.ts";
import { startStack } from "./stack/start-stack.ts";

/** Starts the production platform once for all tests, on a fresh folder; Playwright calls what this answers at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  await cleanFolder();
  const stack = await startStack();
  return () => stack.stop();
}
