import { AUDIT_ACTIONS, type AuditEntry } from "@careforall/domain/audit";
import { PERMISSIONS } from "@careforall/domain/permission";
import * as z from "zod";

const ACTIONS = new Map<string, string>(Object.entries(AUDIT_ACTIONS));
const ASKED = new Map<string, string>(Object.entries(PERMISSIONS).map(([name, { words }]) => [name, words]));
const zTried = z.object({ tried: z.string() });

/**
 * What an entry says, in words; of a refusal also what was asked for. An action that only a later version knows is shown
 * by its name.
 */
export function wordsOf(entry: Pick<AuditEntry, "action" | "subjectId" | "after">): string {
  const { action, subjectId, after } = entry;
  const words = ACTIONS.get(action) ?? action;
  if (action === "permission.deny") return `${words}: ${ASKED.get(subjectId) ?? subjectId}`;
  if (action !== "change.refuse") return words;
  const { data } = zTried.safeParse(JSON.parse(after ?? "null"));
  return data === undefined ? words : `${words}: ${data.tried}`;
}
