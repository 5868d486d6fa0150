import { connect, createServer } from "node:net";

const LOOPBACK = "127.0.0.1";

/** EACCES: only root may bind low ports. Other errors (no IPv6 here) mean that nobody can hold it either. */
const UNUSABLE = new Set(["EADDRINUSE", "EACCES"]);

/** Whether the port can be bound on the address, a loopback one unless told. */
export function isFree(port: number, host = LOOPBACK): Promise<boolean> {
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
    probe.listen({ port: 0, host: LOOPBACK, exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** A connection that merely passes through a port, as its client side, is gone within seconds. */
const PASSING_LIMIT_MS = 3_000;
const POLL_INTERVAL_MS = 50;

function isListening(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, host);
    probe.once("error", () => resolve(false));
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
  });
}

/**
 * Whether the port becomes free soon. Systems lend the high ports to outgoing connections, so a server that comes
 * back after a crash may find its own port lent for a moment; a listener would stay.
 */
export async function becomesFree(port: number, host = LOOPBACK): Promise<boolean> {
  const end = performance.now() + PASSING_LIMIT_MS;
  while (!(await isFree(port, host))) {
    if (performance.now() > end || (await isListening(port, host))) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return true;
}

/** The first of the wished ports that is free, else any free one. */
export async function choosePort(wishes: readonly (number | null)[]): Promise<number> {
  for (const wish of wishes) {
    if (wish !== null && (await becomesFree(wish))) return wish;
  }
  return freePort();
}
