/** The kinds of work that a request is made of, by where their code lies; the first that fits wins. */
const LAYERS: readonly (readonly [layer: string, place: RegExp])[] = [
  ["log and metrics", /observe-request|\/pino|sonic-boom|\/@pinojs\/|prom-client/],
  [
    "PostgreSQL driver and its socket",
    /\/(?:pg|pg-protocol|pg-pool|pg-types|postgres-(?:date|array|interval|bytea))\//,
  ],
  ["ids and randomness", /\/uuid\/|\/ids\.ts$|\/origin\.ts$/],
  ["tRPC", /\/@trpc\//],
  ["zod", /\/zod\//],
  ["Next", /\/next\/|\/\.next\//],
  ["HTTP of Node", /^node:(?:internal\/)?_?http/],
  ["our own code", /\/(?:apps|packages)\/(?!.*\/node_modules\/)/],
];

/** The layer of a place, or null for what serves them all: streams, timers, built-in functions. */
export const layerOf = (url: string): string | null =>
  LAYERS.find(([, place]) => place.test(url))?.[0] ?? null;
