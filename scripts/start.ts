import { runPlatform } from "./platform/run-platform.ts";

// The production build on embedded defaults: to try it, to measure it, to break it.
await runPlatform({ command: "pnpm start", production: true });
