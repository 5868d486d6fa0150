import { type ChainDefect, verifyChain, wordsOf } from "../../packages/api/src/audit/index.ts";
import { listAuditEntries, type StoredAuditEntry } from "../../packages/db/src/audit/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import type { AuditLogCommand } from "./options.ts";

/** What fits on a screen that can be scrolled. */
const SHOWN_MAX = 50;

/** Does what was typed; answers what to print, and exit code 1 when the chain is broken. */
export async function runAuditLogCommand(
  db: Db,
  command: AuditLogCommand,
): Promise<{ readonly text: string; readonly exitCode: 0 | 1 }> {
  if (command.verb === "list") return { text: await list(db, command), exitCode: 0 };
  const { entries, head, defect } = await verifyChain({ db }, command.head);
  if (defect !== null) return { text: wordsFor(defect), exitCode: 1 };
  const told =
    command.head === null ? "" : `, the head that was told at entry ${command.head.seq} among them`;
  return { text: `${entries} entries, one chain${told}. Its head: ${head.seq}:${head.hash}`, exitCode: 0 };
}

async function list(db: Db, command: Extract<AuditLogCommand, { verb: "list" }>): Promise<string> {
  const rows = await listAuditEntries(db, command, { before: command.before, limit: SHOWN_MAX });
  if (rows.length === 0) return "There is no such entry.";
  const more = rows.length < SHOWN_MAX ? [] : ["", `more: --before ${rows.at(-1)?.seq}`];
  return [...rows.map(lineOf), ...more].join("\n");
}

function lineOf(entry: StoredAuditEntry): string {
  const { seq, at, role, action, subjectType, subjectId, before, after, reason } = entry;
  const who = entry.actorName ?? entry.actorUserId ?? "";
  const why = reason === null ? "" : `: ${reason}`;
  return `${seq} ${at} ${who} (${role}) ${action} (${wordsOf(entry)}) ${subjectType} ${subjectId}, ${before ?? "nothing"} -> ${after ?? "nothing"}${why}`;
}

const WORDS: Record<ChainDefect["what"], (seq: bigint) => string> = {
  changed: (seq) => `Entry ${seq} is not what was written: its hash does not fit.`,
  missing: (seq) => `Entry ${seq} is missing.`,
  does_not_follow: (seq) => `Entry ${seq} does not follow the one before it.`,
  head_differs: (seq) => `The chain ends at entry ${seq}, and its head says otherwise: the end was cut.`,
  told_head_differs: (seq) =>
    `No entry ${seq} has the hash that was told: the chain was made anew from some entry up to it on.`,
};

const wordsFor = ({ what, seq }: ChainDefect): string =>
  `THE AUDIT LOG IS BROKEN. ${WORDS[what](seq)} docs/audit.md says what to do.`;
