import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AppError } from "@careforall/domain/shared";
import { type AvatarFile, pictureRefusal } from "@careforall/domain/upload";
import type { Developed } from "./picture-process.ts";
import type { PostedForm } from "./read-picture-form.ts";

export type DarkroomLimits = {
  /** A photograph takes about a second; on a machine at its limit several. */
  readonly developMaxMs: number;
  /** Forms that wait while one is developed; each holds some MB. */
  readonly waitingMax: number;
};

const LIMITS: DarkroomLimits = { developMaxMs: 15_000, waitingMax: 4 };

const PROCESS = fileURLToPath(new URL("./picture-process.ts", import.meta.url));
const RETRY_AFTER_S = 5;

/**
 * Makes pictures out of forms, one after the other, each in a process of its own: everything that a stranger sent is
 * read there and only there. Such a process knows no setting and no secret, gives way to those who give, and is ended
 * when it takes too long; one that breaks takes nothing with it. Refuses what is no picture (`picture.*`, 422, 413), and
 * with `picture.failed` and `picture.busy` (503).
 */
export class Darkroom {
  readonly #limits: DarkroomLimits;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: Partial<DarkroomLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  async develop(form: PostedForm): Promise<readonly AvatarFile[]> {
    if (this.#waiting > this.#limits.waitingMax) throw unavailable("picture.busy");
    this.#waiting += 1;
    const mine = this.#last.then(() => this.#run(form));
    // Whoever asked hears of a failure; the next one only waits for the end.
    this.#last = mine.catch(() => null).finally(() => (this.#waiting -= 1));
    const developed = await mine;
    if ("problem" in developed) throw pictureRefusal(developed.problem);
    return developed.files;
  }

  #run(form: PostedForm): Promise<Developed> {
    return new Promise((resolve, reject) => {
      const child = start();
      const failed = (why: string): void => reject(unavailable("picture.failed", why));
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        failed("it took too long");
      }, this.#limits.developMaxMs);
      child.once("message", (developed: Developed) => resolve(developed));
      child.once("error", (error) => failed(error.message));
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        // After an answer this says nothing any more.
        failed(`its process ended (${signal ?? code})`);
      });
      // A process that has died already is heard of above.
      child.send(form, (error) => error !== null && child.kill("SIGKILL"));
    });
  }
}

/** With an environment of its own: no setting of ours is within reach of a decoder. */
const start = (): ChildProcess =>
  fork(PROCESS, {
    env: { NODE_ENV: "production" },
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });

const WORDS = {
  "picture.busy": "Many pictures are being made now. Nothing was changed. Please try again in a few seconds.",
  "picture.failed":
    "This picture could not be made. Nothing was changed. Please try again, or take another one.",
} as const;

const unavailable = (code: keyof typeof WORDS, cause?: string): AppError =>
  new AppError("unavailable", code, WORDS[code], { retryAfterS: RETRY_AFTER_S, cause });
