import { Worker } from "node:worker_threads";
import { AppError } from "@careforall/domain/shared";
import type { Paper } from "./paper.ts";
import type { Drawn } from "./pdf-worker.ts";

export type PressLimits = {
  /** Papers that wait while one is drawn; whoever comes then is told to come again. A paper takes about a second. */
  readonly waitingMax: number;
  /** A paper that takes longer is given up and its thread ended: less than a request may take. */
  readonly drawMaxMs: number;
  /** Fonts and one paper of many pages take some 120 MB. */
  readonly heapMaxMb: number;
  /** A receipt takes some 60 kB, a year of five hundred gifts a few hundred. */
  readonly bytesMax: number;
  /** A thread that has had nothing to draw for this long gives its memory back. */
  readonly idleMs: number;
};

const LIMITS: PressLimits = {
  waitingMax: 8,
  drawMaxMs: 20_000,
  heapMaxMb: 256,
  bytesMax: 2_000_000,
  idleMs: 60_000,
};

/** Come back after about as many seconds as the papers in front take. */
const RETRY_AFTER_S = 5;

type Job = {
  readonly paper: Paper;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Draws PDFs one after the other in a thread of its own, so that no gift waits for a paper: the thread that serves only
 * hands over and hears back, and at most one CPU draws. What is slow, large or breaks its thread is given up alone; the
 * next paper has a new thread. Refuses with `paper.busy` and `paper.failed` (503) and says when to come again.
 */
export class Press {
  readonly #limits: PressLimits;
  readonly #waiting: Job[] = [];
  #worker: Worker | null = null;
  #current: Job | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<PressLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** The PDF of a paper. */
  print(paper: Paper): Promise<Buffer> {
    if (this.#waiting.length >= this.#limits.waitingMax) return Promise.reject(unavailable("paper.busy"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ paper, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread; papers that wait are refused. */
  async close(): Promise<void> {
    for (const job of this.#waiting.splice(0)) job.reject(unavailable("paper.busy"));
    await this.#drop(unavailable("paper.busy"));
  }

  #next(): void {
    if (this.#current !== null) return;
    clearTimeout(this.#timer);
    this.#current = this.#waiting.shift() ?? null;
    if (this.#current === null) {
      this.#timer = setTimeout(() => void this.#drop(), this.#limits.idleMs).unref();
      return;
    }
    this.#timer = setTimeout(() => void this.#drop(unavailable("paper.failed")), this.#limits.drawMaxMs);
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#current.paper);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), {
      name: "careforall papers",
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMaxMb },
    });
    worker.unref();
    worker.on("message", (drawn: Drawn) => this.#hear(drawn));
    // Out of memory, or a defect of the thread itself: only the paper in hand is lost.
    worker.on("error", () => worker === this.#worker && void this.#drop(unavailable("paper.failed")));
    return worker;
  }

  #hear(drawn: Drawn): void {
    const job = this.#current;
    this.#current = null;
    if ("problem" in drawn) job?.reject(unavailable("paper.failed", drawn.problem));
    else if (drawn.pdf.byteLength > this.#limits.bytesMax)
      job?.reject(unavailable("paper.failed", "too large"));
    else job?.resolve(Buffer.from(drawn.pdf));
    this.#next();
  }

  /** Ends the thread and gives the paper in hand up, if there is one; the next paper has a new thread. */
  async #drop(error?: AppError): Promise<void> {
    const worker = this.#worker;
    const job = this.#current;
    this.#worker = null;
    this.#current = null;
    clearTimeout(this.#timer);
    if (error !== undefined) job?.reject(error);
    const ended = worker?.terminate();
    if (this.#waiting.length > 0) this.#next();
    await ended;
  }
}

const WORDS = {
  "paper.busy": "Many papers are being drawn now. Please try again in a few seconds.",
  "paper.failed": "This paper could not be drawn now. Its page says the same.",
} as const;

const unavailable = (code: keyof typeof WORDS, cause?: string): AppError =>
  new AppError("unavailable", code, WORDS[code], { retryAfterS: RETRY_AFTER_S, cause });
