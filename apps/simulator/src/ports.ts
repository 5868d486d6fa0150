import type { Server } from "node:net";
import { StartError } from "./settings.ts";

/** Resolves when the server listens; rejects with the system's error, such as EADDRINUSE. */
export function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(error);
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

/** Range for "any free port": the two ports must be a fixed distance apart, so the system cannot choose them. */
const FREE_PORT_FIRST = 42_000;
const FREE_PORT_COUNT = 900;

/** Base ports to try, in the order in which they are tried. */
export function basePorts(port: number): number[] {
  if (port !== 0) return [port];
  const start = Math.floor(Math.random() * FREE_PORT_COUNT);
  return Array.from(
    { length: FREE_PORT_COUNT },
    (_, step) => FREE_PORT_FIRST + ((start + step) % FREE_PORT_COUNT),
  );
}

/** Where the next try of a person is likely to succeed. */
const SUGGESTION_DISTANCE = 100;

export const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/** One line that says what to type. */
export function startErrorOf(error: unknown, what: { base: number; port: number; host: string }): StartError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const where = `port ${what.port} on ${what.host}`;
  if (code !== "EADDRINUSE") return new StartError(`simulator: cannot listen on ${where}: ${code}`);
  return new StartError(
    `simulator: ${where} is taken; choose another base port, for example SIMULATOR_PORT=${what.base + SUGGESTION_DISTANCE}`,
  );
}
