import path from "node:path";
import { dataPaths } from "./paths.ts";
import { runPlatform } from "./run-platform.ts";

// For the tests beside this file: the real start with toys in place of web, worker and simulator.

function toy(name: string, portSetting: string) {
  const code = `
    const server = require("node:http").createServer((request, response) => response.end("${name}"));
    server.listen(Number(process.env.${portSetting}), "localhost", () => console.log("pid", process.pid));
    process.on("SIGTERM", () => {
      if (process.env.TOYS_STAY === "1") return;
      console.log("bye");
      process.exit(0);
    });`;
  return (environment: NodeJS.ProcessEnv) => ({
    name,
    command: process.execPath,
    arguments: ["--eval", code],
    folder: import.meta.dirname,
    environment,
    stopLimitMs: 5_000,
  });
}

await runPlatform(
  { command: "pnpm dev", production: false },
  {
    programs: {
      simulator: toy("simulator", "SIMULATOR_PORT"),
      worker: toy("worker", "WORKER_PORT"),
      web: toy("web", "PORT"),
    },
    // Other tests are reading the generated client at this moment.
    generate: async () => {},
    devFolder: path.join(dataPaths(process.env).folder, "checkout"),
    seed: "no-seed-for-toys",
  },
);
