import { newToken } from "@careforall/api/context";
import { insertAuditEntry } from "@careforall/db/audit";
import { type Db, withTransaction } from "@careforall/db/client";
import { noteIncident } from "@careforall/db/shield";
import { CAMPAIGN } from "./campaign.ts";
import type { Person } from "./person.ts";

// What the pages of staff show, written into the books: whoever tests how it comes about does it by other pages.

/** One browser that was refused three times. */
export async function plantIncident(db: Db): Promise<{ readonly key: string }> {
  const { id } = await db.prisma.campaign.findUniqueOrThrow({ where: { slug: CAMPAIGN } });
  const key = newToken();
  const one = { scope: "device", key, kind: "declines", action: "refused", campaignId: id } as const;
  for (const declines of [5, 6, 7]) await noteIncident(db, { ...one, tries: 9, declines });
  return { key };
}

/** A role that somebody gave. */
export async function plantAuditEntry(db: Db, { userId }: Person): Promise<void> {
  await withTransaction(db, (tx) =>
    insertAuditEntry(tx, {
      actorUserId: userId,
      actorName: null,
      role: "ADMIN",
      action: "role.grant",
      subjectType: "user",
      subjectId: userId,
      before: { roles: "" },
      after: { roles: "ADMIN" },
      reason: "new in the team",
      address: null,
      agent: "test",
      requestId: null,
    }),
  );
}
