import type { Readable } from "node:stream";

/** A program that never ends its line must not fill our memory; what is longer is cut into several lines. */
const LINE_CHARACTERS_MAX = 64 * 1024;

/** Calls `onLine` for every line of a stream of text, and for an unfinished last one. */
export function forEachLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
    if (rest.length > LINE_CHARACTERS_MAX) {
      onLine(rest);
      rest = "";
    }
  });
  stream.once("end", () => {
    if (rest !== "") onLine(rest);
  });
}
