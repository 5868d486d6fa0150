import { runPlatform } from "./platform/run-platform.ts";

await runPlatform({ command: "pnpm dev", production: false });
