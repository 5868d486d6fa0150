export { forEachLine } from "./lines.ts";
export { fate, readPidFile, removePidFile, stampOf, writePidFile } from "./pid-file.ts";
export { signalGroup } from "./process-group.ts";
export type { Program } from "./supervised.ts";
export { endLeftovers, Supervisor } from "./supervisor.ts";
