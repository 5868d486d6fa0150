import type { Logger } from "./logger.ts";

/** All that is ever said about a request: names that we give ourselves, and an id whose letters are checked. */
export type RequestLine = {
  readonly requestId: string;
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
};

/**
 * Logs finished requests without looking for secrets in them: a line has these five fields and no others, and walking
 * all redacted names over them cost ten times as much as writing it (docs/benchmarks.md). Everything else is logged by
 * `log` itself.
 */
export function createRequestLog(
  log: Logger,
): (line: RequestLine, level: "debug" | "info" | "error") => void {
  const plain = log.child({}, { redact: [] });
  return ({ requestId, route, method, status, ms }, level) =>
    plain[level]({ requestId, route, method, status, ms }, "request");
}
