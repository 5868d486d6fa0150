export { DEFAULT_BACKOFF, type Backoff } from "./backoff.ts";
export { forEachLine } from "./lines.ts";
export { fate, readPidFile, removePidFile, stampOf, writePidFile, type ProcessStamp } from "./pid-file.ts";
export { signalGroup } from "./process-group.ts";
export type { Program, Supervised } from "./supervised.ts";
export { endLeftovers, Supervisor, type SupervisorOptions } from "./supervisor.ts";
