/** A point of the cloth; one unit is one pixel of a cover 640 wide. */
export type Point = readonly [x: number, y: number];

export const COVER_WIDTH = 640;
export const COVER_HEIGHT = 400;

/**
 * Writes a path in relative steps of a tenth of a unit, which is half as long as absolute ones. Each step starts
 * from the rounded end of the one before, so that rounding does not add up.
 */
class Needle {
  path: string;
  #x: number;
  #y: number;

  constructor(start: Point) {
    this.#x = tenth(start[0]);
    this.#y = tenth(start[1]);
    this.path = `M${this.#x} ${this.#y}q`;
  }

  bendTo(pull: Point, end: Point): void {
    const step = [pull[0] - this.#x, pull[1] - this.#y, end[0] - this.#x, end[1] - this.#y].map(tenth);
    this.path += this.path.endsWith("q") ? step.join(" ") : ` ${step.join(" ")}`;
    this.#x = tenth(this.#x + (step[2] ?? 0));
    this.#y = tenth(this.#y + (step[3] ?? 0));
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** A smooth closed thread that is pulled towards each point in turn (a quadratic B-spline). */
export function closedThread(points: readonly Point[]): string {
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined) return "";
  const needle = new Needle(between(last, first));
  points.forEach((point, index) => needle.bendTo(point, between(point, points[index + 1] ?? first)));
  return `${needle.path}z`;
}

/** The same for an open thread: it begins at the first point and ends at the last. */
export function openThread(points: readonly Point[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const needle = new Needle(first);
  points.slice(1, -1).forEach((point, index) => {
    const isLastBend = index === points.length - 3;
    needle.bendTo(point, isLastBend ? last : between(point, points[index + 2] ?? last));
  });
  return needle.path;
}

/** A point at an angle (in turns) and a distance from a centre. */
export function around(centre: Point, turn: number, distance: number): Point {
  const angle = turn * 2 * Math.PI;
  return [centre[0] + distance * Math.cos(angle), centre[1] + distance * Math.sin(angle)];
}
