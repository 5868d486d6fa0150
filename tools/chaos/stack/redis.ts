import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { endGroup, endGroupNow, noteStarted, type Undo } from "@careforall/world";

const PROGRAM = "redis-server";
const LOOPBACK = "127.0.0.1";
const READY_LIMIT_MS = 15_000;
const STOP_LIMIT_MS = 5_000;
const ASK_TIMEOUT_MS = 2_000;
const ASK_INTERVAL_MS = 50;

/** Redis of the run's own, which keeps nothing: only announcements of changed totals pass through it. */
export type RunRedis = {
  readonly url: string;
  /** SIGKILL; answers when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on its port. */
  start(): Promise<void>;
  /** How many connections listen to a channel; 0 while it is away. */
  listeners(channel: string): Promise<number>;
};

/** Null where redis-server is not installed. */
export async function startRedis(folder: string, port: number, undo: Undo): Promise<RunRedis | null> {
  if (spawnSync(PROGRAM, ["--version"]).error !== undefined) return null;
  let child: ChildProcess | null = null;
  const ask = (command: string): Promise<string> => askRedis(port, command);
  const start = async (): Promise<void> => {
    const given = ["--port", `${port}`, "--bind", LOOPBACK, "--save", "", "--dir", folder];
    const started = spawn(PROGRAM, given, { detached: true, stdio: "ignore" });
    started.once("error", (error) => undo.fail(error));
    if (started.pid !== undefined) noteStarted(folder, started.pid);
    child = started;
    const end = performance.now() + READY_LIMIT_MS;
    while (!(await ask("PING")).startsWith("+PONG")) {
      undo.signal.throwIfAborted();
      if (performance.now() > end) throw new Error(`Redis is not ready after ${READY_LIMIT_MS / 1_000} s`);
      await sleep(ASK_INTERVAL_MS);
    }
  };
  const pid = (): number | null => child?.pid ?? null;
  undo.add({
    stop: async () => {
      const leader = pid();
      if (leader !== null) await endGroup(leader, STOP_LIMIT_MS);
    },
    kill: () => {
      const leader = pid();
      if (leader !== null) endGroupNow(leader);
    },
  });
  await start();
  return {
    url: `redis://${LOOPBACK}:${port}`,
    start,
    kill: async () => {
      const struck = child;
      child = null;
      if (struck === null) return;
      const gone = new Promise<void>((resolve) => struck.once("exit", () => resolve()));
      struck.kill("SIGKILL");
      await gone;
    },
    // The answer is a list: the channel's name, then ":<number>" on a line of its own.
    listeners: async (channel) => Number(/^:(\d+)\r$/m.exec(await ask(`PUBSUB NUMSUB ${channel}`))?.[1] ?? 0),
  };
}

/** What Redis answers to one line typed into it; nothing when it is away. */
const askRedis = (port: number, command: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    let said = "";
    socket.setTimeout(ASK_TIMEOUT_MS, () => socket.destroy());
    // Told to close when it has answered, so that the answer is whole when the socket closes.
    socket.once("connect", () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.on("data", (chunk) => (said += chunk.toString()));
    socket.on("error", () => socket.destroy());
    socket.once("close", () => resolve(said));
  });
