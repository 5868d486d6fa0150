import autocannon from "autocannon";
import { percentile } from "../statistics/statistics.ts";

/** Enough to keep a process busy, few enough that the time in a queue stays readable. */
export const CONNECTIONS = 16;
/** autocannon looks every so often whether the time is over. */
const STOP_CHECK_MS = 20;
const REQUEST_TIMEOUT_S = 10;

/** What is asked, over and over. */
export type Target = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** Called for each request: every create needs a key of its own, every notification another body. */
  readonly vary: (() => { readonly headers?: Record<string, string>; readonly body: string }) | null;
};

export type HttpRound = {
  readonly requestsPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answered with success: what the server has acknowledged. */
  readonly answered: number;
};

/**
 * Keeps `CONNECTIONS` connections busy for a time: each sends its next request when it has its answer. Anything but a
 * success ends the run with an error, because the speed of refusals is not a result.
 */
export async function loadHttp(target: Target, durationMs: number, signal: AbortSignal): Promise<HttpRound> {
  signal.throwIfAborted();
  const { url, method, headers, vary } = target;
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections: CONNECTIONS,
        duration: durationMs / 1_000,
        timeout: REQUEST_TIMEOUT_S,
        sampleInt: STOP_CHECK_MS,
        requests: [
          {
            method,
            headers: { ...headers },
            ...(vary === null
              ? {}
              : { setupRequest: (request) => ({ ...request, ...varied(headers, vary()) }) }),
          },
        ],
      },
      (error, done) => (error === null ? resolve(done) : reject(error)),
    );
    run.on("response", (_client, _status, _bytes, ms) => times.push(ms));
    signal.addEventListener("abort", () => run.stop(), { once: true });
  });
  signal.throwIfAborted();
  return roundOf(url, result, times);
}

const varied = (
  headers: Readonly<Record<string, string>>,
  { headers: more, body }: { readonly headers?: Record<string, string>; readonly body: string },
) => ({ headers: { ...headers, ...more }, body });

function roundOf(url: string, result: autocannon.Result, times: readonly number[]): HttpRound {
  const { errors, timeouts, non2xx } = result;
  if (errors > 0 || timeouts > 0 || non2xx > 0 || times.length === 0) {
    const statuses = JSON.stringify(result.statusCodeStats);
    throw new Error(
      `${url} under load: ${errors} errors, ${timeouts} without an answer, ${non2xx} refused (${statuses}), ${times.length} answers`,
    );
  }
  const seconds = (result.finish.getTime() - result.start.getTime()) / 1_000;
  return {
    requestsPerS: times.length / seconds,
    p50Ms: percentile(times, 50),
    p99Ms: percentile(times, 99),
    answered: times.length,
  };
}
