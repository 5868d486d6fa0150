export { connectionProblem } from "./connection-problem.ts";
export { storedUrl } from "./data-folder.ts";
export { EmbeddedDatabaseError } from "./embedded-error.ts";
export { ensureDatabase } from "./ensure-database.ts";
export { becomesFree, freePort, isFree } from "./ports.ts";
export { commandLine, isRunning, listProcesses, signal, startTicks, waitUntilGone } from "./processes.ts";
export { replaceDatabase } from "./replace-database.ts";
export {
  destroyEmbedded,
  PREFERRED_PORT,
  startEmbedded,
  type EmbeddedOptions,
  type EmbeddedServer,
} from "./start-embedded.ts";
