export { ensureBuild, isBuildOld } from "./build.ts";
export { nowUs } from "./clock.ts";
export { cpuTimeMs } from "./cpu-time.ts";
export { describeMachine, load, type Machine, readRevision, type Revision } from "./machine.ts";
export { createOwnedFolder, destroyFolder, noteStarted, postgresIn } from "./owned-folder.ts";
export { REPORTS, ROOT, WEB, WORKER, SIMULATOR } from "./paths.ts";
export { endGroup, endGroupNow } from "./process-group.ts";
export { randomFrom, shuffled } from "./random.ts";
export { EXIT_STOPPED, Stopped, Undo } from "./undo.ts";
