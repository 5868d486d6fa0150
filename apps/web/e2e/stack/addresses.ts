import path from "node:path";

// Where the platform of these tests lives. It has ports and data of its own, so that a developer's stay untouched;
// each can be set, so that two runs on one machine do not meet.

export const ROOT = path.join(import.meta.dirname, "../../../..");

const PORT_MAX = 65_535;

function portOf(setting: string, usual: number): number {
  const given = process.env[setting] ?? "";
  if (given === "") return usual;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    throw new Error(`${setting} must be a port number, not "${given}".`);
  }
  return port;
}

export const PORTS = {
  web: portOf("E2E_PORT", 3_100),
  worker: portOf("E2E_WORKER_PORT", 9_564),
  simulator: portOf("E2E_SIMULATOR_PORT", 4_110),
  /** The sign-in provider, which only its own tests start. */
  openid: portOf("E2E_OPENID_PORT", 4_210),
} as const;

/** Browsers know us as `localhost` and the provider as `127.0.0.1`: two sites, as in life. */
export const WEB_URL = `http://localhost:${PORTS.web}`;
export const WORKER_URL = `http://localhost:${PORTS.worker}`;
/** What the platform is told of the provider that people may sign in with. */
export const OPENID = {
  issuer: `http://127.0.0.1:${PORTS.openid}`,
  clientId: "careforall",
  clientSecret: "known-to-tests-alone",
  name: "Example ID",
} as const;
export const SIMULATOR_URL = `http://127.0.0.1:${PORTS.simulator}`;

const FOLDER = path.resolve(ROOT, process.env["E2E_DATA_DIR"] || ".data/e2e");

/** The parts of the data folder that the platform makes (scripts/platform/paths.ts). */
export const DATA = {
  folder: FOLDER,
  postgres: path.join(FOLDER, "postgres"),
  simulator: path.join(FOLDER, "simulator"),
  uploads: path.join(FOLDER, "uploads"),
  secrets: path.join(FOLDER, "secrets.json"),
  /** Pid files of what runs now. */
  run: path.join(FOLDER, "run"),
  /** Everything that the platform printed, for whoever asks why a test failed. */
  log: path.join(FOLDER, "platform.log"),
  /** The same of webs that a test starts beside it. */
  moreLog: path.join(FOLDER, "more-webs.log"),
  /** Secrets that the tests made or typed, and what browsers told other sites (leaks/keep-secret.ts). */
  secretsUsed: path.join(FOLDER, "secrets-used.jsonl"),
  toldToOthers: path.join(FOLDER, "told-to-others.txt"),
} as const;
