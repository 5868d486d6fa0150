import type { Origin } from "../../packages/api/src/context/index.ts";

/** Where what a command changes comes from; logs, events and the audit log keep it. */
export const COMMAND: Origin = { requestId: "command", traceparent: null };
