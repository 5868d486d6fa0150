import { AUDIT_ACTIONS, type AuditEntry } from "@careforall/domain/audit";
import { PERMISSIONS } from "@careforall/domain/permission";
import * as z from "zod";

const ACTIONS = new Map<string, string>(Object.entries(AUDIT_ACTIONS));
const ASKED = new Map<string, string>(Object.entries(PERMISSIONS).map(([name, { words }]) => [name, words]));
const zTried = z.object({ tried: z.string() });

/** Of a refused try: the permission or the action that was asked for. Null of everything else. */
export function askedFor({
  action,
  subjectId,
  after,
}: Pick<AuditEntry, "action" | "subjectId" | "after">): string | null {
  if (action === "permission.deny") return subjectId;
  if (action !== "change.refuse") return null;
  return zTried.safeParse(JSON.parse(after ?? "null")).data?.tried ?? null;
}

/**
 * What an entry says, in words; of a refusal also what was asked for. An action that only a later version knows is shown
 * by its name.
 */
export function wordsOf(entry: Pick<AuditEntry, "action" | "subjectId" | "after">): string {
  const words = ACTIONS.get(entry.action) ?? entry.action;
  const asked = askedFor(entry);
  return asked === null ? words : `${words}: ${ASKED.get(asked) ?? asked}`;
}
