import type { CampaignKind } from "@careforall/domain/campaign";
import type { Chance } from "./chance.ts";
import { around, closedThread, COVER_HEIGHT, COVER_WIDTH, openThread, type Point } from "./thread.ts";

/** The three colours of thread: indigo, alta red, turmeric. */
export type ThreadColour = "i" | "a" | "t";
/** `isCloth`: its inside hides what was sewn before it. Without a colour it is cloth alone. */
export type Thread = { readonly colour: ThreadColour | null; readonly path: string; readonly isCloth?: true };
export type Motif = { readonly threads: readonly Thread[]; readonly knots: readonly Point[] };

const POINTS_PER_PETAL = 4;

/** Medical: a lotus of rings, each bent into the same number of petals. */
function lotus(chance: Chance): Motif {
  const centre: Point = [COVER_WIDTH * (0.34 + 0.32 * chance()), COVER_HEIGHT * (0.48 + 0.06 * chance())];
  const petals = 7 + Math.floor(chance() * 3);
  const turn = chance();
  const outer = COVER_HEIGHT * 0.44;
  const colours: readonly ThreadColour[] = ["i", "i", "a", "t", "i", "a"];
  const threads = colours.map((colour, ring): Thread => {
    const radius = outer * (1 - ring * 0.154);
    const depth = 0.085 + 0.027 * ring;
    const points = Array.from({ length: petals * POINTS_PER_PETAL }, (_, step) => {
      const phase = (step / POINTS_PER_PETAL) * 2 * Math.PI;
      return around(
        centre,
        turn + step / (petals * POINTS_PER_PETAL),
        radius * (1 + depth * Math.cos(phase)),
      );
    });
    return { colour, path: closedThread(points) };
  });
  return { threads: [cloth(circle(centre, outer * 1.15, 12)), ...threads], knots: [centre] };
}

const LEAF_PAIRS = 5;

/** Education: a vine with leaves in pairs; it grows from left to right, as one reads. */
function vine(chance: Chance): Motif {
  const sway = 22 + chance() * 22;
  const phase = chance();
  const stemAt = (x: number): Point => [
    x,
    COVER_HEIGHT * 0.51 + sway * Math.sin((x / COVER_WIDTH + phase) * 2 * Math.PI),
  ];
  const stem: Thread = {
    colour: "i",
    path: openThread(Array.from({ length: 13 }, (_, step) => stemAt(step * 54 - 4))),
  };
  const threads: Thread[] = [];
  const knots: Point[] = [];
  for (let pair = 0; pair < LEAF_PAIRS; pair++) {
    const x = 24 + pair * 124;
    const length = 132 + chance() * 30;
    const lean = 0.13 + 0.05 * chance();
    threads.push(...leaf(stemAt(x), -lean, length, pair % 2 === 0 ? "t" : "i"));
    threads.push(...leaf(stemAt(x + 44), lean, length, pair % 2 === 0 ? "i" : "t"));
    knots.push(around(stemAt(x + 98), -0.25, 22 + chance() * 8));
  }
  return { threads: [stem, ...threads], knots };
}

function leaf(root: Point, turn: number, length: number, colour: ThreadColour): Thread[] {
  const tip = around(root, turn, length);
  const bulge = (side: number, share: number): Point => around(root, turn + side * 0.085, length * share);
  const edge = (side: number): string => openThread([root, bulge(side, 0.42), bulge(side * 0.42, 0.84), tip]);
  const rib = [0.2, 0.5, 0.74].map((share) => around(root, turn, length * share));
  return [
    { colour, path: edge(-1) + edge(1), isCloth: true },
    { colour: "a", path: openThread(rib) },
  ];
}

const WAVE_ROWS = 6;

/** Emergency: high water under a sun, row before row. */
function waves(chance: Chance): Motif {
  const sun: Point = [COVER_WIDTH * (0.24 + 0.5 * chance()), COVER_HEIGHT * 0.26];
  const length = 150 + chance() * 50;
  const shift = chance() * length;
  const threads: Thread[] = [
    cloth(circle(sun, 84, 12)),
    { colour: "t", path: circle(sun, 64, 12) },
    { colour: "t", path: circle(sun, 38, 10) },
  ];
  for (let row = 0; row < WAVE_ROWS; row++) {
    const y = COVER_HEIGHT * 0.5 + row * 40;
    const points: Point[] = [];
    for (let x = -length - shift - row * 43; x < COVER_WIDTH + length * 2; x += length / 2) {
      points.push([x, y + (points.length % 2 === 0 ? 34 : -34)]);
    }
    threads.push({
      colour: row % 3 === 1 ? "a" : "i",
      path: `${openThread(points)}v${COVER_HEIGHT}H-400z`,
      isCloth: true,
    });
  }
  return { threads, knots: [sun] };
}

/** Long term: the rings of a tree, wider where the years were good. */
function treeRings(chance: Chance): Motif {
  const centre: Point = [COVER_WIDTH * (0.36 + 0.28 * chance()), COVER_HEIGHT * (0.46 + 0.08 * chance())];
  const bark = Array.from({ length: 11 }, () => 0.88 + chance() * 0.24);
  const turn = chance();
  const colours: readonly ThreadColour[] = ["i", "t", "i", "a", "i", "i", "t", "i"];
  let radius = 16;
  const threads = colours.map((colour, year): Thread => {
    const grown = radius;
    radius += 15 + chance() * 13;
    const points = bark.map((bump, step) =>
      around(centre, turn + step / bark.length, grown * (1 + (bump - 1) * (0.4 + year * 0.12)) * 1.03),
    );
    return { colour, path: closedThread(points) };
  });
  return { threads: [cloth(circle(centre, radius * 1.1, 12)), ...threads], knots: [centre] };
}

const cloth = (path: string): Thread => ({ colour: null, path, isCloth: true });

/** The spline runs a little inside its points; the factor brings it back to the radius asked for. */
const circle = (centre: Point, radius: number, points: number): string =>
  closedThread(Array.from({ length: points }, (_, step) => around(centre, step / points, radius * 1.04)));

/** Each kind of campaign has its own motif; a new kind does not compile without one. */
export const MOTIFS: Readonly<Record<CampaignKind, (chance: Chance) => Motif>> = {
  medical: lotus,
  education: vine,
  emergency: waves,
  long_term: treeRings,
};
