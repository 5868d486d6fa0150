import { spawn, type ChildProcess } from "node:child_process";
import { countCrash, pauseAfter, type Backoff } from "./backoff.ts";
import { forEachLine } from "./lines.ts";
import { removePidFile, writePidFile } from "./pid-file.ts";
import { endGroup, signalGroup } from "./process-group.ts";

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** How long it may take to stop when asked politely. */
  readonly stopLimitMs: number;
}

export interface Surroundings {
  readonly backoff: Backoff;
  /** Where a later run finds whom this one left behind. */
  readonly pidFile: string;
  readonly onLine: (line: string) => void;
  /** News of the supervisor itself about this program. */
  readonly onNews: (news: string) => void;
}

/** One program that is kept running until it is stopped. */
export class Supervised {
  readonly program: Program;
  readonly #around: Surroundings;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | null = null;
  #startedAt = 0;
  #crashes = 0;
  #stopping = false;

  constructor(program: Program, around: Surroundings) {
    this.program = program;
    this.#around = around;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Its own process group: Ctrl-C in the terminal reaches only the supervisor, and nothing it starts gets lost. */
  start(): void {
    const { command, folder, environment } = this.program;
    this.#startedAt = performance.now();
    const child = spawn(command, this.program.arguments, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    if (child.pid !== undefined) writePidFile(this.#around.pidFile, child.pid);
    forEachLine(child.stdout, this.#around.onLine);
    forEachLine(child.stderr, this.#around.onLine);
    child.once("error", (error) => this.#ended(child, error.message));
    child.once("exit", (code, signal) =>
      this.#ended(child, signal === null ? `code ${code}` : `signal ${signal}`),
    );
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return; // `error` and `exit` may both come
    this.#child = null;
    // What it started may still hold its port.
    if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
    if (this.#stopping) return;
    this.#crashes = countCrash(this.#crashes, performance.now() - this.#startedAt, this.#around.backoff);
    const pauseMs = pauseAfter(this.#crashes, this.#around.backoff);
    this.#around.onNews(`${this.program.name} ended (${how}); it starts again in ${pauseMs / 1000} s`);
    this.#timer = setTimeout(() => this.start(), pauseMs);
  }

  /** Politely, then by force after the program's limit. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const pid = this.pid;
    if (pid !== null && (await endGroup(pid, this.program.stopLimitMs)) === "killed") {
      this.#around.onNews(
        `${this.program.name} did not stop within ${this.program.stopLimitMs / 1000} s and was killed`,
      );
    }
    removePidFile(this.#around.pidFile);
  }

  /** At once. */
  kill(): void {
    this.#stopping = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.pid !== null) signalGroup(this.pid, "SIGKILL");
    removePidFile(this.#around.pidFile);
  }
}
