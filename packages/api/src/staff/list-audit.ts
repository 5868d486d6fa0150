import { listAuditEntries } from "@careforall/db/audit";
import { AUDIT_ACTIONS } from "@careforall/domain/audit";
import { AppError, zText } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";

const PAGE_SIZE = 50;

const zFilter = zText.trim().min(1).max(200).optional();

export const zListAudit = z.strictObject({
  /** A whole name (`refund.order`) or its first part (`refund`). */
  action: zFilter,
  subject: zFilter,
  /** An id of a signed-in person, or a name from the command line. */
  actor: zFilter,
  /** The place of the last entry of the page before. */
  after: z.string().max(20).optional(),
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
      /** What it means, in words. */
      words: z.string(),
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

/** What staff have changed, newest first. Throws `input.invalid_cursor` for a place that is none. */
export async function listAudit(
  ctx: Pick<Context, "db">,
  { action, subject, actor, after }: z.output<typeof zListAudit>,
): Promise<AuditList> {
  const filter = { action: action ?? null, subjectId: subject ?? null, actor: actor ?? null };
  const rows = await listAuditEntries(ctx.db, filter, { before: readPlace(after), limit: PAGE_SIZE + 1 });
  const page = rows.slice(0, PAGE_SIZE);
  const names = await namesOf(
    ctx,
    page.flatMap(({ actorUserId }) => actorUserId ?? []),
  );
  const items = page.map(({ seq, prevHash: _before, ...row }) => ({
    ...row,
    seq: `${seq}`,
    actorName: row.actorName ?? names.get(row.actorUserId ?? "") ?? "",
    words: wordsFor(row.action),
  }));
  return { items, next: rows.length > PAGE_SIZE ? (items.at(-1)?.seq ?? null) : null };
}

async function namesOf({ db }: Pick<Context, "db">, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await db.prisma.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** An action that only a later version knows is shown by its name. */
const wordsFor = (action: string): string =>
  new Map<string, string>(Object.entries(AUDIT_ACTIONS)).get(action) ?? action;

function readPlace(text: string | undefined): bigint | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,17}$/.test(text)) return BigInt(text);
  throw new AppError("invalid", "input.invalid_cursor", "This is not a cursor of ours.");
}
