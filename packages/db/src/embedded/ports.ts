import { createServer } from "node:net";

/** Whether the port can be bound on the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
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
