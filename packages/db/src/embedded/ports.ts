import { createServer } from "node:net";

/** EACCES: only root may bind low ports. Other errors (no IPv6 here) mean that nobody can hold it either. */
const UNUSABLE = new Set(["EADDRINUSE", "EACCES"]);

/** Whether the port can be bound on the address, a loopback one unless told. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(!("code" in error && UNUSABLE.has(String(error.code)))));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port that the system says is free now. Somebody may still take it before it is used. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port: 0, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The first of the wished ports that is free, else any free one. */
export async function choosePort(wishes: readonly (number | null | undefined)[]): Promise<number> {
  for (const wish of wishes) {
    if (typeof wish === "number" && (await isFree(wish))) return wish;
  }
  return freePort();
}
