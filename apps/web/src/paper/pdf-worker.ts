import { parentPort } from "node:worker_threads";
import { drawPdf } from "./draw-pdf.ts";
import type { Paper } from "./paper.ts";

/** What the thread answers: the file, or why there is none. */
export type Drawn = { readonly pdf: Uint8Array } | { readonly problem: string };

// One paper at a time: the press sends the next when this one is answered.
parentPort?.on("message", (paper: Paper) => {
  drawPdf(paper)
    .then((pdf): Drawn => ({ pdf }))
    .catch((error: unknown): Drawn => ({ problem: error instanceof Error ? error.message : String(error) }))
    .then((drawn) => parentPort?.postMessage(drawn));
});
