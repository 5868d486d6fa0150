import { buildForProduction } from "./platform/build.ts";
import { explain } from "./platform/start-error.ts";

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());

try {
  await buildForProduction({ onLine: (_, line) => console.log(line), signal: controller.signal }, "always");
} catch (error) {
  if (!controller.signal.aborted) console.error(explain(error));
  process.exitCode = 1;
}
