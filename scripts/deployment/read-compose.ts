import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

export const ROOT = join(import.meta.dirname, "..", "..");

const zNames = z.array(z.string());
const zService = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.literal("."), target: z.string() }).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: zNames.default([]),
  volumes: zNames.default([]),
  networks: zNames,
  ports: zNames.default([]),
  tmpfs: zNames.default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  healthcheck: z
    .strictObject({
      test: zNames,
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string().optional(),
    })
    .optional(),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: zNames.default([]),
  security_opt: zNames.default([]),
  init: z.boolean().optional(),
  restart: z.string(),
  stop_grace_period: z.string().optional(),
  command: zNames.optional(),
  shm_size: z.string().optional(),
});

/** The part of the Compose specification that we use; a key outside of it is a typing mistake. */
const zCompose = z.looseObject({
  name: z.string(),
  services: z.record(z.string(), zService),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.strictObject({})),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

export type Service = z.output<typeof zService>;
export type Compose = z.output<typeof zCompose>;

export function readCompose(): Compose {
  return zCompose.parse(parse(readFileSync(join(ROOT, "docker-compose.yml"), "utf8"), { merge: true }));
}

export type Stage = { readonly name: string; readonly from: string; readonly lines: readonly string[] };

/** The stages of the Dockerfile in their order. */
export function readStages(): readonly Stage[] {
  const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
  return text
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((block) => {
      const [first = "", ...lines] = block.trim().split("\n");
      const [, from = "", name = ""] = /^FROM (\S+) AS (\S+)$/.exec(first) ?? [];
      return { name, from, lines };
    });
}
