import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { startSignInCrowd } from "./sign-in-crowd.ts";

// The crowd of sign-ins has a thread of its own: in that of the load it would slow down the donors whom it is measured by.

const { webUrl, people } = z.object({ webUrl: z.url(), people: z.int() }).parse(workerData);
const crowd = startSignInCrowd(webUrl, people);
parentPort?.once("message", () => {
  void crowd.stop().then((counts) => parentPort?.postMessage(counts));
});
