import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * How the proxy treats what passes: as it comes, late, or not at all while the connections stay open (which is what a
 * lost machine looks like).
 */
export type Weather =
  | { readonly kind: "clear" }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "silent" };

export type TcpProxy = {
  setWeather(weather: Weather): void;
  /** Breaks every connection that is open now; new ones are let in. */
  reset(): void;
  close(): Promise<void>;
};

const LOOPBACK = "127.0.0.1";

/** Stands before `targets` and leads each new connection to the next of them that answers. */
export async function startProxy(port: number, targets: readonly number[]): Promise<TcpProxy> {
  let weather: Weather = { kind: "clear" };
  let turn = 0;
  const open = new Set<Socket>();
  const held: (() => void)[] = [];

  const pass = (to: Socket, chunk: Buffer): void => {
    const write = (): void => {
      if (!to.destroyed) to.write(chunk);
    };
    if (weather.kind === "silent") held.push(write);
    else if (weather.kind === "slow") setTimeout(write, weather.ms);
    else write();
  };

  const server: Server = createServer((inside) => {
    open.add(inside);
    inside.on("error", () => inside.destroy());
    inside.once("close", () => open.delete(inside));
    join(inside, targets.length);
  });

  function join(inside: Socket, tries: number): void {
    const outside = connect(targets[turn++ % targets.length] ?? 0, LOOPBACK);
    let isJoined = false;
    outside.once("connect", () => {
      isJoined = true;
      inside.on("data", (chunk) => pass(outside, chunk));
      outside.on("data", (chunk) => pass(inside, chunk));
      inside.once("end", () => outside.end());
      outside.once("end", () => inside.end());
      inside.once("close", () => outside.destroy());
    });
    // Nobody there: another of the targets may be.
    outside.on("error", () => {
      if (!isJoined && tries > 1) join(inside, tries - 1);
      else inside.destroy();
    });
    outside.once("close", () => {
      if (isJoined) inside.destroy();
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    setWeather: (next) => {
      weather = next;
      if (next.kind !== "silent") for (const write of held.splice(0)) write();
    },
    reset: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
