import { secretFinder } from "./find-secrets.ts";
import type { Place } from "./place.ts";
import type { Secret } from "./secret.ts";

export type Leak = {
  readonly place: string;
  readonly secret: Secret;
  readonly how: string;
  readonly around: string;
};

const SHOWN_MAX = 25;

/** Every secret that stands where it may not. */
export function leaksIn(places: readonly Place[], secrets: readonly Secret[]): readonly Leak[] {
  const find = secretFinder(secrets);
  return places.flatMap(({ name, text, may = () => false }) =>
    find(text)
      .filter(({ secret }) => !may(secret))
      .map((found) => ({ place: name, ...found })),
  );
}

/** Throws, naming what leaked where. */
export function judgeLeaks(places: readonly Place[], secrets: readonly Secret[]): void {
  const leaks = leaksIn(places, secrets);
  const letters = places.reduce((sum, { text }) => sum + text.length, 0);
  const told = `${secrets.length} secrets of the run looked for in ${places.length} texts of ${letters} letters`;
  if (leaks.length === 0) return console.log(`after all tests: ${told}, none found`);
  const lines = leaks
    .slice(0, SHOWN_MAX)
    .map(
      ({ place, secret, how, around }) => `${place}: ${secret.kind} ${secret.value} (${how}): …${around}…`,
    );
  throw new Error(`${told}: ${leaks.length} found.\n${lines.join("\n")}`);
}
