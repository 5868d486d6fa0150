import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "../../..");
/** Git-ignored. */
export const REPORTS = path.join(ROOT, "reports");
export const WEB = path.join(ROOT, "apps/web");
export const WORKER = path.join(ROOT, "apps/worker");
export const SIMULATOR = path.join(ROOT, "apps/simulator");
