import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { eachMapping, FlattenMap } from "@jridgewell/trace-mapping";
import * as z from "zod";
import type { Position } from "./sources.ts";

/** By the absolute path of each source in a script: at which offsets of the script a statement of the source begins. */
export type Script = ReadonlyMap<string, (position: Position) => readonly number[]>;

/** A source that Node ran itself: it takes the types out and leaves everything else where it is. */
export function scriptOfSource(file: string, text: string): Script {
  const starts = lineStarts(text);
  return new Map([[file, ({ line, column }) => [(starts[line - 1] ?? text.length) + column]]]);
}

/** Of a map that Turbopack writes: one section per source. */
const zMap = z.looseObject({
  version: z.literal(3),
  sections: z.array(
    z.looseObject({
      offset: z.object({ line: z.int(), column: z.int() }),
      map: z.looseObject({
        version: z.literal(3),
        sources: z.array(z.string().nullable()),
        names: z.array(z.string()),
        mappings: z.string(),
      }),
    }),
  ),
});

/** What Turbopack calls the root of the repository where it does not say it as a relative path. */
const PROJECT = "turbopack:///[project]/";

/** A script that Next built from many sources, at `file`; `map` is its source map. A source may be in it more than once. */
export function scriptOfBundle(file: string, text: string, map: unknown, root: string): Script {
  const starts = lineStarts(text);
  const places = new Map<string, Map<string, number[]>>();
  eachMapping(FlattenMap(zMap.parse(map), pathToFileURL(file).href), (mapping) => {
    const source = pathOfSource(mapping.source, root);
    const start = starts[mapping.generatedLine - 1];
    if (source === null || mapping.originalLine === null || start === undefined) return;
    const ofSource = places.get(source) ?? new Map<string, number[]>();
    places.set(source, ofSource);
    const key = keyOf({ line: mapping.originalLine, column: mapping.originalColumn });
    const offset = start + mapping.generatedColumn;
    ofSource.set(key, [...(ofSource.get(key) ?? []), offset]);
  });
  return new Map(
    [...places].map(([source, ofSource]) => [source, (position) => ofSource.get(keyOf(position)) ?? []]),
  );
}

const keyOf = ({ line, column }: Position): string => `${line}:${column}`;

function pathOfSource(source: string | null, root: string): string | null {
  if (source === null) return null;
  if (source.startsWith(PROJECT)) return path.join(root, source.slice(PROJECT.length));
  return source.startsWith("file:") ? fileURLToPath(source) : null;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
