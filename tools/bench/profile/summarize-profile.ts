import * as z from "zod";

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
  /** Time inside functions of a package, folder or layer. */
  readonly areas: readonly (readonly [area: string, selfMs: number])[];
  readonly functions: readonly (readonly [name: string, selfMs: number])[];
  /** Time inside functions of ours and everything that they called and did not wait for. */
  readonly ours: readonly (readonly [name: string, totalMs: number])[];
};

type Frame = CpuProfile["nodes"][number]["callFrame"];

const NOT_BUSY = new Set(["(idle)", "(program)", "(root)"]);
const MICROSECONDS_PER_MS = 1_000;

/** What the samples between two moments say; `fromUs` and `toUs` are on the profile's own clock. */
export function summarizeProfile(profile: CpuProfile, fromUs: number, toUs: number): ProfileSummary {
  const selfMs = selfTimes(profile, fromUs, toUs);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const areas = new Map<string, number>();
  const functions = new Map<string, number>();
  const ours = new Map<string, number>();
  let busyMs = 0;
  for (const [id, ms] of selfMs) {
    const frame = nodes.get(id)?.callFrame;
    if (frame === undefined || NOT_BUSY.has(frame.functionName)) continue;
    busyMs += ms;
    add(areas, areaOf(frame), ms);
    add(functions, nameOf(frame), ms);
    // Each function once per stack, however often it calls itself.
    const above = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const caller = nodes.get(at)?.callFrame;
      if (caller !== undefined && isOurs(caller.url)) above.add(nameOf(caller));
    }
    for (const name of above) add(ours, name, ms);
  }
  return { busyMs, areas: largest(areas), functions: largest(functions), ours: largest(ours) };
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
  if (functionName === "(garbage collector)") return "garbage collector";
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  if (url.includes("/.next/")) return "Next's bundle of ours";
  const ours = /\/((?:apps|packages)\/[^/]+)\//.exec(url)?.[1];
  if (ours !== undefined) return ours;
  if (url.startsWith("node:")) return url.replace(/^node:(?:internal\/)?/, "node:");
  return url === "" ? "native code" : "other";
}
