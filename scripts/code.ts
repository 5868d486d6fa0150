import { generateSync } from "otplib";
import { DEVELOPMENT_TOTP_SECRET, PEOPLE } from "./seed/people.ts";

// `pnpm code`: the present code of the authenticator app that every development login of staff shares.

const STEP_S = 30;

/** The code, and for how long it is good; everybody can read the secret, so a deployment has no use for it. */
function run(environment: NodeJS.ProcessEnv): string {
  if (environment["CAREFORALL_MODE"] === "deployed" || environment["NODE_ENV"] === "production")
    throw new Error("`pnpm code` is for development: a deployment has no such login.");
  const epoch = Math.floor(Date.now() / 1_000);
  const code = generateSync({ secret: DEVELOPMENT_TOTP_SECRET, epoch });
  const staff = PEOPLE.filter(({ roles }) => roles.length > 0).map(({ email }) => email);
  return `${code}   good for ${STEP_S - (epoch % STEP_S)} s, once for each of: ${staff.join(", ")}`;
}

try {
  console.log(run(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
