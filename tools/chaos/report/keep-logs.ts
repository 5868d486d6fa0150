import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { REPORTS } from "@careforall/world";

/** Keeps what the programs of a pass wrote, since its folder is removed: a finding is only worth what can be read of it. */
export function keepLogs(folder: string, pass: string): string {
  const kept = path.join(REPORTS, `chaos-logs-${pass}`);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".log")))
    cpSync(path.join(folder, name), path.join(kept, name));
  return kept;
}
