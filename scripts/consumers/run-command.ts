import { newId } from "../../packages/api/src/context/index.ts";
import { pauseConsumer, resumeConsumer } from "../../packages/api/src/outbox/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { countWaiting, openPauses } from "../../packages/db/src/outbox/index.ts";
import { COMMAND } from "../platform/command-origin.ts";
import { type ConsumerCommand, STOPPABLE } from "./options.ts";

/** Does what was typed, and answers what to tell the person. Throws AppError for what cannot be done. */
export async function runConsumerCommand(db: Db, command: ConsumerCommand): Promise<string> {
  if (command.kind === "list") return list(db);
  const { consumer, who } = command;
  if (command.kind === "resume") {
    await resumeConsumer({ db, origin: COMMAND }, { consumer, who });
    return `${consumer} goes on. \`pnpm consumers list\` says how much it still has to catch up with.`;
  }
  await pauseConsumer({ db, newId, origin: COMMAND }, { consumer, who, reason: command.reason });
  return `${consumer} is stopped in every worker. Gifts go on; their news waits for \`pnpm consumers resume ${consumer}\`.`;
}

async function list(db: Db): Promise<string> {
  const [pauses, waiting] = [await openPauses(db), await countWaiting(db)];
  return STOPPABLE.map((name) => {
    const pause = pauses.find(({ consumer }) => consumer === name);
    const left = waiting.find(({ consumer }) => consumer === name);
    const state =
      pause === undefined
        ? "on"
        : `stopped since ${pause.pausedAt.toISOString()} by ${pause.pausedBy}: ${pause.reason}`;
    const rest =
      left === undefined
        ? "nothing waits"
        : `${left.events} wait, the oldest since ${left.oldestAt.toISOString()}`;
    return `${name.padEnd(13)}${state}; ${rest}`;
  }).join("\n");
}
