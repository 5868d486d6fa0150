import { spawnSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { ROOT } from "./paths.ts";

const GIGABYTE = 1e9;

export type Machine = {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory_gb: number;
};

/** Where it ran; figures of two machines are not comparable, ratios roughly are. */
export function describeMachine(): Machine {
  const all = cpus();
  return {
    system: `${platform()} ${release()}`,
    processor: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memory_gb: Math.round(totalmem() / GIGABYTE),
  };
}

/** Runnable processes, averaged over a minute. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(2));

export type Revision = { readonly commit: string | null; readonly has_local_changes: boolean | null };

/** Which sources were measured; null where there is no git. */
export function readRevision(): Revision {
  const commit = git("rev-parse", "HEAD");
  const changes = git("status", "--porcelain", "--", "apps", "packages");
  return { commit, has_local_changes: changes === null ? null : changes !== "" };
}

function git(...words: string[]): string | null {
  const { status, stdout } = spawnSync("git", words, { cwd: ROOT, encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
