import { startSimulator } from "./start.ts";
import { readSettings, StartError } from "./settings.ts";

try {
  const simulator = await startSimulator(readSettings(process.env));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      simulator.stop().catch((error: unknown) => {
        console.error("simulator: could not stop in order:", error);
        process.exit(1);
      });
    });
  }
  console.log(`simulator ready on ${simulator.url} (smtp ${simulator.smtpPort})`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
