import { listStaff as read } from "@careforall/db/staff";
import { ACCOUNT_STATUSES, STAFF_ROLES } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";

const PAGE_SIZE = 50;
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
  ctx: Pick<Context, "db">,
  { after }: z.output<typeof zListStaff>,
): Promise<StaffList> {
  const rows = await read(ctx.db, { after: readPlace(after), limit: PAGE_SIZE + 1 });
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  const next = rows.length <= PAGE_SIZE || last === undefined ? null : writePlace(last);
  return {
    items: items.map((row) => ({ ...row, roles: [...row.roles], status: statusOf(row.status) })),
    next,
  };
}

const statusOf = (text: string) => z.enum(ACCOUNT_STATUSES).parse(text);

type Place = { readonly name: string; readonly userId: string };
const zPlace = z.tuple([z.string(), z.uuid()]);

const writePlace = ({ name, userId }: Place): string =>
  Buffer.from(JSON.stringify([name, userId])).toString("base64url");

function readPlace(text: string | undefined): Place | null {
  if (text === undefined) return null;
  const wrong = new AppError("invalid", "input.invalid_cursor", "This is not a cursor of ours.");
  try {
    const [name, userId] = zPlace.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { name, userId };
  } catch {
    // Whatever it is, we did not write it.
    throw wrong;
  }
}
