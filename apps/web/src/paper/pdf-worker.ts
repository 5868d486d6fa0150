import { parentPort } from "node:worker_threads";
import { drawPdf } from "./draw-pdf.ts";
import type { Paper } from "./paper.ts";

/** What the thread answers: the file, or why there is none. */
export type Drawn = { readonly pdf: Uint8Array } | { readonly problem: string };

// One paper at a time: the press sends the next when this one is answered.
parentPort?.on("message", (paper: Paper) => void answer(paper));

async function answer(paper: Paper): Promise<void> {
  parentPort?.postMessage(await draw(paper));
}

async function draw(paper: Paper): Promise<Drawn> {
  try {
    return { pdf: await drawPdf(paper) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
