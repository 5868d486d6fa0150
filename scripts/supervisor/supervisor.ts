import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { DEFAULT_BACKOFF, type Backoff } from "./backoff.ts";
import { fate, readPidFile, removePidFile } from "./pid-file.ts";
import { endGroup } from "./process-group.ts";
import { Supervised, type Program } from "./supervised.ts";

const SUFFIX = ".pid.json";
/** What an earlier run left gets this long to finish its requests. */
const LEFTOVER_STOP_MS = 5_000;

export interface SupervisorOptions {
  /** Folder for pid files; one supervisor per folder (the caller sees to that). */
  readonly folder: string;
  readonly onLine: (name: string, line: string) => void;
  readonly onNews: (news: string) => void;
  readonly backoff?: Backoff;
}

/** Starts programs, restarts those that end, and stops them in the reverse order. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #running: Supervised[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
  }

  start(program: Program): Supervised {
    const supervised = new Supervised(program, {
      backoff: this.#options.backoff ?? DEFAULT_BACKOFF,
      pidFile: path.join(this.#options.folder, `${program.name}${SUFFIX}`),
      onLine: (line) => this.#options.onLine(program.name, line),
      onNews: this.#options.onNews,
    });
    this.#running.push(supervised);
    supervised.start();
    return supervised;
  }

  /** Last started, first stopped: what others depend on stays until they are gone. */
  async stop(): Promise<void> {
    for (let last = this.#running.at(-1); last !== undefined; last = this.#running.at(-1)) {
      await last.stop();
      this.#running.pop(); // only now: until then `kill` must still find it
    }
  }

  kill(): void {
    for (const supervised of this.#running) supervised.kill();
  }
}

/** Ends the programs of an earlier supervisor of this folder that was itself killed. */
export async function endLeftovers(folder: string, onNews: (news: string) => void): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith(SUFFIX))) {
    const file = path.join(folder, name);
    const stamp = readPidFile(file);
    const program = name.slice(0, -SUFFIX.length);
    const state = stamp === null ? "gone" : fate(stamp);
    if (stamp !== null && state === "running") {
      onNews(`an earlier run left ${program} (process ${stamp.pid}) behind: ending it`);
      await endGroup(stamp.pid, LEFTOVER_STOP_MS);
    }
    if (stamp !== null && state === "unknown") {
      onNews(`process ${stamp.pid} may be the ${program} of an earlier run; it is left alone`);
    }
    removePidFile(file);
  }
}
