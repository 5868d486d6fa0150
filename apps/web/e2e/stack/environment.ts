import { DATA, OPENID, PORTS } from "./addresses.ts";
import { COVERAGE } from "./coverage.ts";

/** What a program needs of the person's own environment; a DATABASE_URL or WEB_URL in it must not reach the tests. */
const KEPT = ["PATH", "HOME", "USER", "TMPDIR", "LANG", "CI", "REDIS_URL"];

/** The environment of the platform under test: everything else is the platform's own default. */
export function stackEnvironment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    PORT: `${PORTS.web}`,
    WORKER_PORT: `${PORTS.worker}`,
    SIMULATOR_PORT: `${PORTS.simulator}`,
    // Everybody comes from one address.
    LIMITS_FACTOR: "100000",
    CAREFORALL_DATA_DIR: DATA.folder,
    // It is asked at the first sign-in, so it need not be there before.
    OAUTH_ISSUER: OPENID.issuer,
    OAUTH_CLIENT_ID: OPENID.clientId,
    OAUTH_CLIENT_SECRET: OPENID.clientSecret,
    OAUTH_NAME: OPENID.name,
    // Node writes what ran into this folder when a process ends by itself; one that is killed tells nothing.
    ...(COVERAGE === null ? {} : { NODE_V8_COVERAGE: COVERAGE.node }),
  };
}
