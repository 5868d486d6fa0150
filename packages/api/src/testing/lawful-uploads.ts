import { removeAvatar, setAvatar } from "../upload/index.ts";
import { MemoryFiles } from "./memory-files.ts";
import { createPerson } from "./person.ts";
import type { TestContext } from "./test-context.ts";

const FILES = [{ size: 96, bytes: Buffer.from("drawn") }] as const;

/** What may rightly happen to pictures of people. */
export async function liveUploads({ ctx }: Pick<TestContext, "ctx">): Promise<void> {
  const shown = await createPerson(ctx, { email: "shown@example.org" });
  for (const _ of [1, 2]) await setAvatar(ctx, FILES, shown);
  const shy = await createPerson(ctx, { email: "shy@example.org" });
  await setAvatar(ctx, FILES, shy);
  // Its files could not be removed yet.
  const files = new MemoryFiles();
  files.breakDown();
  await removeAvatar({ ...ctx, files }, shy);
}
