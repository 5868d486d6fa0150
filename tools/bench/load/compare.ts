import { setTimeout as sleep } from "node:timers/promises";
import type { Scale } from "../options.ts";
import type { HttpSide } from "../report/report-shape.ts";
import { shuffled, cpuTimeMs } from "@careforall/world";
import { median, rounded } from "../statistics/statistics.ts";
import { type HttpRound, loadHttp, type Target } from "./http-load.ts";

/** One of the rivals, and the process whose processor time counts for it. */
export type Side = { readonly target: Target; readonly pid: number };

/** What one side's last round left in flight is over before the next side begins. */
const PAUSE_MS = 150;
/** More digits than this would be noise. */
const DIGITS = 3;

type Measured = HttpRound & { readonly cpuMs: number | null };

export type Compared<Name extends string> = {
  readonly sides: Readonly<Record<Name, HttpSide>>;
  /** Everything acknowledged, the warm-up too. */
  readonly answered: Readonly<Record<Name, number>>;
};

/**
 * Loads the sides in turns: every round has each side once, in an order that the seed shuffles, so that what else the
 * machine does meets all of them alike.
 */
export async function compareSides<Name extends string>(
  sides: Readonly<Record<Name, Side>>,
  options: { readonly scale: Scale; readonly random: () => number; readonly signal: AbortSignal },
): Promise<Compared<Name>> {
  const { scale, random, signal } = options;
  const names = Object.keys(sides) as Name[];
  const rounds = new Map(names.map((name) => [name, [] as Measured[]]));
  const answered = new Map(names.map((name) => [name, 0]));
  const run = async (name: Name, durationMs: number): Promise<Measured> => {
    const round = await measure(sides[name], durationMs, signal);
    answered.set(name, (answered.get(name) ?? 0) + round.answered);
    await sleep(PAUSE_MS);
    return round;
  };
  for (const name of names) await run(name, scale.warmUpMs);
  for (let i = 0; i < scale.rounds; i++) {
    for (const name of shuffled(names, random)) rounds.get(name)?.push(await run(name, scale.roundMs));
  }
  return {
    sides: fromEntries(names, (name) => summary(rounds.get(name) ?? [])),
    answered: fromEntries(names, (name) => answered.get(name) ?? 0),
  };
}

async function measure({ target, pid }: Side, durationMs: number, signal: AbortSignal): Promise<Measured> {
  const before = cpuTimeMs(pid);
  const round = await loadHttp(target, durationMs, signal);
  const after = cpuTimeMs(pid);
  return { ...round, cpuMs: before === null || after === null ? null : (after - before) / round.answered };
}

function summary(rounds: readonly Measured[]): HttpSide {
  const cpu = rounds.map(({ cpuMs }) => cpuMs).filter((ms) => ms !== null);
  const middle = (values: readonly number[]): number => rounded(median(values), DIGITS);
  return {
    requests_per_s: middle(rounds.map(({ requestsPerS }) => requestsPerS)),
    p50_ms: middle(rounds.map(({ p50Ms }) => p50Ms)),
    p99_ms: middle(rounds.map(({ p99Ms }) => p99Ms)),
    cpu_ms: cpu.length === 0 ? null : middle(cpu),
    rounds: rounds.map(({ requestsPerS }) => rounded(requestsPerS, DIGITS)),
  };
}

const fromEntries = <Name extends string, T>(
  names: readonly Name[],
  valueOf: (name: Name) => T,
): Record<Name, T> => Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, T>;
