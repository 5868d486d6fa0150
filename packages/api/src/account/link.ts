import { createHash } from "node:crypto";

/** What of a link's secret is stored: the secret has 128 random bits, so a plain digest cannot be turned back. */
export const linkHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
