import { parseSettings, type Settings } from "../../packages/api/src/settings/index.ts";
import { makePlan } from "./environment.ts";
import { dataPaths } from "./paths.ts";
import { loadSecrets } from "./secrets.ts";

/** A deployment has all its settings in the environment; otherwise they are those of `pnpm dev`. */
export function settingsOf(environment: NodeJS.ProcessEnv): Settings {
  if (environment["CAREFORALL_MODE"] === "deployed") return parseSettings(environment);
  const paths = dataPaths(environment);
  return makePlan({ command: "pnpm dev", production: false }, environment, paths, loadSecrets(paths.secrets))
    .settings;
}
