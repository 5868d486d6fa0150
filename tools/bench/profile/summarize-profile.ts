import * as z from "zod";
import { layerOf } from "./layers.ts";

/** The parts of a `.cpuprofile` (V8's own format, times in microseconds) that are read here. */
export const zCpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).optional(),
    }),
  ),
  startTime: z.number(),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.output<typeof zCpuProfile>;

/** Times in milliseconds of processor, without idleness. */
export type ProfileSummary = {
  readonly busyMs: number;
  /** Each sample belongs to the nearest caller that is of a layer: a socket's write is the driver's. */
  readonly layers: readonly (readonly [layer: string, ms: number])[];
  /** Time inside functions of a package, folder or layer. */
  readonly areas: readonly (readonly [area: string, selfMs: number])[];
  readonly functions: readonly (readonly [name: string, selfMs: number])[];
  /** Time inside functions of ours and everything that they called and did not wait for. */
  readonly ours: readonly (readonly [name: string, totalMs: number])[];
};

type Frame = CpuProfile["nodes"][number]["callFrame"];

const COLLECTOR = "(garbage collector)";
const NOT_BUSY = new Set(["(idle)", "(program)", "(root)"]);
const MICROSECONDS_PER_MS = 1_000;

/** What the samples between two moments say; `fromUs` and `toUs` are on the profile's own clock. */
export function summarizeProfile(profile: CpuProfile, fromUs: number, toUs: number): ProfileSummary {
  const stackOf = stacksOf(profile);
  const [layers, areas, functions, ours] = [newTimes(), newTimes(), newTimes(), newTimes()];
  let busyMs = 0;
  for (const [id, ms] of selfTimes(profile, fromUs, toUs)) {
    const stack = stackOf(id);
    const [frame] = stack;
    if (frame === undefined || NOT_BUSY.has(frame.functionName)) continue;
    busyMs += ms;
    add(layers, layerOfStack(stack), ms);
    add(areas, areaOf(frame), ms);
    add(functions, nameOf(frame), ms);
    // Each function once per stack, however often it calls itself.
    for (const name of new Set(stack.filter(({ url }) => isOurs(url)).map(nameOf))) add(ours, name, ms);
  }
  return {
    busyMs,
    layers: largest(layers),
    areas: largest(areas),
    functions: largest(functions),
    ours: largest(ours),
  };
}

/** For the id of a sample: the function that ran and its callers, innermost first. */
function stacksOf({ nodes }: CpuProfile): (id: number) => readonly Frame[] {
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  return (id) => {
    const stack: Frame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = frames.get(at);
      if (frame !== undefined) stack.push(frame);
    }
    return stack;
  };
}

function layerOfStack(stack: readonly Frame[]): string {
  if (stack[0]?.functionName === COLLECTOR) return COLLECTOR;
  const layers = stack.map(({ url }) => layerOf(url)).filter((layer) => layer !== null);
  return layers[0] ?? "everything else";
}

function selfTimes(profile: CpuProfile, fromUs: number, toUs: number): Map<number, number> {
  const self = new Map<number, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, i) => {
    const delta = profile.timeDeltas[i] ?? 0;
    at += delta;
    if (at >= fromUs && at <= toUs) self.set(id, (self.get(id) ?? 0) + delta / MICROSECONDS_PER_MS);
  });
  return self;
}

const newTimes = (): Map<string, number> => new Map();

const add = (times: Map<string, number>, name: string, ms: number): void => {
  times.set(name, (times.get(name) ?? 0) + ms);
};

const largest = (times: ReadonlyMap<string, number>) => [...times].toSorted(([, a], [, b]) => b - a);

const isOurs = (url: string): boolean =>
  /\/(?:apps|packages)\/[^/]+\/(?:src|server\.ts)/.test(url) && !url.includes("/node_modules/");

/** A function without a name is called by its line. */
function nameOf(frame: Frame): string {
  const { functionName, url, lineNumber } = frame;
  const name = functionName || `${url.slice(url.lastIndexOf("/") + 1)}:${lineNumber + 1}`;
  return `${name} · ${areaOf(frame)}`;
}

/** Where a function lives: a package of npm, a folder of ours, Next's bundle, or Node itself. */
function areaOf({ url, functionName }: Frame): string {
  if (functionName === COLLECTOR) return COLLECTOR;
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  if (url.includes("/.next/")) return "Next's bundle of ours";
  const ours = /\/((?:apps|packages)\/[^/]+)\//.exec(url)?.[1];
  if (ours !== undefined) return ours;
  if (url.startsWith("node:")) return url.replace(/^node:(?:internal\/)?/, "node:");
  return url === "" ? "native code" : "other";
}
