import path from "node:path";

export const BENCH = path.join(import.meta.dirname, "..");
