import { createHash } from "node:crypto";

/** Equal commands have equal keys: an impatient second Enter gives nothing back twice. */
export const keyOf = (command: unknown): string =>
  `command:${createHash("sha256").update(JSON.stringify(command)).digest("base64url")}`;
