import type { Db } from "@careforall/db/client";
import { AppError, zText } from "@careforall/domain/shared";

/** The secret of a gift, as an address may hold it; what is none of ours leads to no gift. */
export const zGiftToken = zText.min(22).max(32);

/** A pledge with its attempts, newest first, and what its pages show: of refunds those that the donor has or had. */
export async function findGift(db: Db, token: string) {
  const found = await db.prisma.pledge.findUnique({
    where: { token },
    include: {
      campaign: { include: { texts: { select: { locale: true, title: true } } } },
      payments: {
        orderBy: { attempt: "desc" },
        include: {
          history: { orderBy: { seq: "asc" } },
          refunds: { where: { confirmedAt: { not: null } }, orderBy: { confirmedAt: "asc" } },
        },
      },
    },
  });
  if (found === null) throw new AppError("not_found", "pledge.not_found", "There is no such gift.");
  return found;
}
export type FoundGift = Awaited<ReturnType<typeof findGift>>;
