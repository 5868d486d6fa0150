import { listAuditEntries } from "@careforall/db/audit";
import { zText } from "@careforall/domain/shared";
import * as z from "zod";
import { askedFor } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { type CursorSigner, openCursor, sealCursor, zCursor } from "../cursor/index.ts";

const PAGE_SIZE = 50;
const LIST = { name: "audit" } as const;

const zFilter = zText.trim().min(1).max(200).optional();

export const zListAudit = z.strictObject({
  /** A whole name (`refund.order`) or its first part (`refund`). */
  action: zFilter,
  subject: zFilter,
  /** An id of a signed-in person, or a name from the command line. */
  actor: zFilter,
  after: zCursor.optional(),
});

const zTextOrNull = z.string().nullable();
export const zAuditList = z.object({
  items: z.array(
    z.object({
      seq: z.string(),
      at: z.string(),
      actorUserId: zTextOrNull,
      /** The name of the account now, or what somebody at the command line said. */
      actorName: z.string(),
      role: z.string(),
      action: z.string(),
      /** Of a refused try, the permission or the action that was asked for. */
      asked: zTextOrNull,
      subjectType: z.string(),
      subjectId: z.string(),
      before: zTextOrNull,
      after: zTextOrNull,
      reason: zTextOrNull,
      address: zTextOrNull,
      agent: zTextOrNull,
      requestId: zTextOrNull,
    }),
  ),
  next: z.string().nullable(),
});
export type AuditList = z.output<typeof zAuditList>;

/**
 * What staff have changed, and what was refused to whom, newest first. Throws `input.invalid_cursor` for a cursor that is
 * none of this list.
 */
export async function listAudit(
  ctx: Pick<Context, "db"> & CursorSigner,
  { action, subject, actor, after }: z.output<typeof zListAudit>,
): Promise<AuditList> {
  const filter = { action: action ?? null, subjectId: subject ?? null, actor: actor ?? null };
  const place = openCursor(ctx, LIST, after);
  const before = place === null ? null : BigInt(place);
  const rows = await listAuditEntries(ctx.db, filter, { before, limit: PAGE_SIZE + 1 });
  const page = rows.slice(0, PAGE_SIZE);
  const names = await namesOf(
    ctx,
    page.flatMap(({ actorUserId }) => actorUserId ?? []),
  );
  const items = page.map(({ seq, prevHash: _before, ...row }) => ({
    ...row,
    seq: `${seq}`,
    actorName: row.actorName ?? names.get(row.actorUserId ?? "") ?? "",
    asked: askedFor(row),
  }));
  const last = items.at(-1);
  const next = rows.length > PAGE_SIZE && last !== undefined ? sealCursor(ctx, LIST, last.seq) : null;
  return { items, next };
}

async function namesOf({ db }: Pick<Context, "db">, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await db.prisma.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
