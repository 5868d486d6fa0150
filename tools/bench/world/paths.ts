import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "../../..");
export const BENCH = path.join(ROOT, "tools/bench");
/** Git-ignored. */
export const REPORTS = path.join(ROOT, "reports");
export const WEB = path.join(ROOT, "apps/web");
