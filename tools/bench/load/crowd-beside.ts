import { once } from "node:events";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import type { Crowd } from "./sign-in-crowd.ts";

const zCounts = z.object({ judged: z.int(), sentAway: z.int() });

/** Starts the crowd of sign-ins beside the load. */
export function startCrowdBeside(webUrl: string, people: number): Crowd {
  const worker = new Worker(new URL("./sign-in-worker.ts", import.meta.url), {
    workerData: { webUrl, people },
  });
  return {
    stop: async () => {
      // A crowd that broke is told here: `once` rejects with the error of the thread.
      const told = once(worker, "message");
      worker.postMessage("stop");
      const [counts] = (await told) as [unknown];
      await worker.terminate();
      return zCounts.parse(counts);
    },
  };
}
