import path from "node:path";
import { ROOT } from "./addresses.ts";

const FOLDER = process.env["E2E_COVERAGE_DIR"] ?? "";

/** Where `pnpm coverage` (scripts/covered) finds what V8 has counted; null in every other run. */
export const COVERAGE =
  FOLDER === ""
    ? null
    : { node: path.resolve(ROOT, FOLDER, "node"), browser: path.resolve(ROOT, FOLDER, "browser") };
