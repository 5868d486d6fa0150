import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { Failure } from "./load.ts";

const zLine = z.object({
  requestId: z.string(),
  err: z.object({ message: z.string(), code: z.string().optional() }),
});

/** Failed requests in words, each with what the web that answered wrote into its log about it. */
export const explained = (failures: readonly Failure[], folder: string): readonly string[] =>
  failures.map(({ web, route, status, code, requestId, meanwhile }) => {
    const answer = status === null ? "no answer" : `${status} ${code ?? "in no words of ours"}`;
    const log = readFileSync(path.join(folder, `${web}.log`), "utf8");
    return `${web} POST ${route}: ${answer}; ${meanwhile}; its log: ${causeIn(log, requestId)}`;
  });

/** What a log of ours says about one request. */
export function causeIn(log: string, requestId: string | null): string {
  const causes = log.split("\n").flatMap((line) => {
    const told =
      requestId !== null && line.includes(requestId) ? zLine.safeParse(lineOf(line)).data : undefined;
    return told?.requestId === requestId ? [told.err.message] : [];
  });
  return causes.join("; ") || "nothing";
}

function lineOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // not written by our logger, or cut off
  }
}
