import { listStaff as read } from "@careforall/db/staff";
import { ACCOUNT_STATUSES, STAFF_ROLES } from "@careforall/domain/account";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { type CursorSigner, openCursor, sealCursor } from "../cursor/index.ts";

const PAGE_SIZE = 50;
const LIST = { name: "staff" } as const;
/** A name is in it. */
const CURSOR_CHARACTERS_MAX = 1_000;

export const zListStaff = z.strictObject({ after: z.string().max(CURSOR_CHARACTERS_MAX).optional() });

export const zStaffList = z.object({
  items: z.array(
    z.object({
      userId: z.uuid(),
      name: z.string(),
      email: z.string(),
      status: z.enum(ACCOUNT_STATUSES),
      roles: z.array(z.enum(STAFF_ROLES)),
      grantedAt: z.date(),
    }),
  ),
  next: z.string().nullable(),
});
export type StaffList = z.output<typeof zStaffList>;

/** Everybody who has a role, by name. */
export async function listStaff(
  ctx: Pick<Context, "db"> & CursorSigner,
  { after }: z.output<typeof zListStaff>,
): Promise<StaffList> {
  const rows = await read(ctx.db, { after: readPlace(ctx, after), limit: PAGE_SIZE + 1 });
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  const next = rows.length <= PAGE_SIZE || last === undefined ? null : writePlace(ctx, last);
  return {
    items: items.map((row) => ({ ...row, roles: [...row.roles], status: statusOf(row.status) })),
    next,
  };
}

const statusOf = (text: string) => z.enum(ACCOUNT_STATUSES).parse(text);

type Place = { readonly name: string; readonly userId: string };
const zPlace = z.tuple([z.string(), z.uuid()]);

const writePlace = (ctx: CursorSigner, { name, userId }: Place): string =>
  sealCursor(ctx, LIST, JSON.stringify([name, userId]));

function readPlace(ctx: CursorSigner, text: string | undefined): Place | null {
  const place = openCursor(ctx, LIST, text);
  if (place === null) return null;
  const [name, userId] = zPlace.parse(JSON.parse(place));
  return { name, userId };
}
