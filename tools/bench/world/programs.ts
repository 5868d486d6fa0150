import { bareEnvironment, productEnvironment, type Surroundings } from "./environment.ts";
import { SIMULATOR, WEB, WORKER } from "@careforall/world";
import { BENCH } from "./paths.ts";
import type { Program } from "./program.ts";

/** How each program is started, for a database and with flags of Node such as --cpu-prof. */
type Recipe = (around: Surroundings, databaseUrl: string, nodeFlags: readonly string[]) => Program;

export const at = (port: number): string => `http://127.0.0.1:${port}`;

export const PROGRAMS = {
  web: (around, databaseUrl, nodeFlags) => ({
    name: "web",
    nodeArguments: [...nodeFlags, "server.ts"],
    folder: WEB,
    environment: productEnvironment(around, databaseUrl),
    readyUrl: `${at(around.ports.web)}/api/health/ready`,
  }),
  worker: (around, databaseUrl, nodeFlags) => ({
    name: "worker",
    nodeArguments: [...nodeFlags, "src/main.ts"],
    folder: WORKER,
    environment: productEnvironment(around, databaseUrl),
    readyUrl: `${at(around.ports.worker)}/health/ready`,
  }),
  simulator: (around, databaseUrl, nodeFlags) => ({
    name: "simulator",
    nodeArguments: [...nodeFlags, "src/main.ts"],
    folder: SIMULATOR,
    environment: productEnvironment(around, databaseUrl),
    readyUrl: at(around.ports.simulator),
  }),
  bare: (around, databaseUrl, nodeFlags) => ({
    name: "bare",
    nodeArguments: [...nodeFlags, "bare.ts"],
    folder: BENCH,
    environment: bareEnvironment(around, databaseUrl),
    readyUrl: `${at(around.ports.bare)}/ready`,
  }),
} as const satisfies Record<string, Recipe>;
