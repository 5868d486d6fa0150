import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const zRange = z.object({ startOffset: z.int(), endOffset: z.int(), count: z.int() });
/** What of V8's precise coverage we read, in the shape that Node writes it. */
const zCounts = z.object({
  result: z.array(z.object({ url: z.string(), functions: z.array(z.object({ ranges: z.array(zRange) })) })),
});

export type CountedScript = z.output<typeof zCounts>["result"][number];
type Range = z.output<typeof zRange>;

/** The scripts of one process or page after the other, so that one report at a time is held. Throws when there is none. */
export function* countedScripts(folder: string): Generator<CountedScript> {
  const names = readdirSync(folder);
  if (names.length === 0) throw new Error(`no counts of V8 in ${folder}`);
  for (const name of names) {
    const counts: unknown = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
    yield* zCounts.parse(counts).result;
  }
}

/** Whether the code at an offset of the script ran. */
export function whereRan({ functions }: CountedScript): (offset: number) => boolean {
  const ranges = functions.flatMap((one) => one.ranges);
  const ran = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  // A range speaks for all of itself but what a narrower one inside it says.
  for (const { startOffset, endOffset, count } of ranges.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  }
  return (offset) => ran[offset] === 1;
}

const widthOf = ({ startOffset, endOffset }: Range): number => endOffset - startOffset;
