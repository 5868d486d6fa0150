import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type CountedScript, countedScripts, whereRan } from "./counted.ts";
import { type Script, scriptOfBundle, scriptOfSource } from "./script.ts";
import type { Sources } from "./sources.ts";

/** By path of a source: the indexes of its statements that ran. */
export type Runs = ReadonlyMap<string, ReadonlySet<number>>;

const NEXT = "apps/web/.next";
/** How the web serves the scripts of `.next/static`. */
const SERVED = "/_next/static/";
const MAP_NAME = /\/\/# sourceMappingURL=(\S+)\s*$/;

/** What the programs and pages of an end-to-end run ran of the sources. `folders` hold what V8 counted of them. */
export function runsOfStack(folders: readonly string[], sources: Sources, root: string): Runs {
  const runs = new Map<string, Set<number>>();
  const scripts = new Map<string, Script>();
  for (const folder of folders) {
    for (const counted of countedScripts(folder)) {
      const file = fileOf(counted.url, root);
      if (file === null) continue;
      const script = scripts.get(file) ?? readScript(file, sources, root);
      scripts.set(file, script);
      addRuns(runs, counted, script, sources);
    }
  }
  return runs;
}

function addRuns(
  runs: Map<string, Set<number>>,
  counted: CountedScript,
  script: Script,
  sources: Sources,
): void {
  const ranAt = whereRan(counted);
  for (const [file, offsetsOf] of script) {
    const ran = runs.get(file) ?? new Set();
    runs.set(file, ran);
    for (const [index, position] of (sources.get(file)?.statements ?? []).entries()) {
      if (!ran.has(index) && offsetsOf(position).some(ranAt)) ran.add(index);
    }
  }
}

/** The file behind an address that V8 counted under; null for what is nobody's file, a page's own script for example. */
function fileOf(url: string, root: string): string | null {
  if (url.startsWith("file:")) return fileURLToPath(url);
  if (!URL.canParse(url)) return null;
  const { pathname } = new URL(url);
  if (!pathname.startsWith(SERVED)) return null;
  return path.join(root, NEXT, "static", decodeURIComponent(pathname.slice(SERVED.length)));
}

function readScript(file: string, sources: Sources, root: string): Script {
  if (sources.has(file)) return scriptOfSource(file, readFileSync(file, "utf8"));
  if (!file.startsWith(path.join(root, NEXT)) || !existsSync(file)) return new Map();
  const text = readFileSync(file, "utf8");
  const name = MAP_NAME.exec(text)?.[1];
  if (name === undefined) return new Map();
  const map: unknown = JSON.parse(
    readFileSync(path.join(path.dirname(file), decodeURIComponent(name)), "utf8"),
  );
  return scriptOfBundle(file, text, map, root);
}
