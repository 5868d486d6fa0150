import os from "node:os";
import type { AvatarFile, PictureProblem } from "@careforall/domain/upload";
import { drawAvatar } from "./draw-avatar.ts";
import { type PostedForm, readPictureForm } from "./read-picture-form.ts";

/** What the process answers before it ends. */
export type Developed = { readonly files: readonly AvatarFile[] } | { readonly problem: PictureProblem };

/** Forty million pixels take some 300 MB. Decoders keep their memory outside of V8, so its own limit does not see it. */
const MEMORY_MAX_BYTES = 700_000_000;
const MEMORY_LOOK_MS = 20;
/** As the shell says of who was killed. */
const EXIT_TOO_LARGE = 137;

// Giving comes first on this machine.
os.setPriority(os.constants.priority.PRIORITY_LOW);
// Decoders work on threads of their own, so this looks while they do.
setInterval(() => {
  if (process.memoryUsage.rss() > MEMORY_MAX_BYTES) process.exit(EXIT_TOO_LARGE);
}, MEMORY_LOOK_MS).unref();
// Nobody waits for the picture any more.
process.once("disconnect", () => process.exit());

// One form for each process: nothing of a file can reach the next person's.
process.once("message", (form: PostedForm) => void answer(form));

async function answer(form: PostedForm): Promise<void> {
  const developed = await develop(form);
  process.send?.(developed, () => process.disconnect());
}

async function develop(form: PostedForm): Promise<Developed> {
  const bytes = await readPictureForm(form);
  if (typeof bytes === "string") return { problem: bytes };
  const files = await drawAvatar(bytes);
  return typeof files === "string" ? { problem: files } : { files };
}
