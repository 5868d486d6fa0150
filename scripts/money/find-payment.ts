import type { Db } from "../../packages/db/src/client/index.ts";
import { uuidOf } from "../../packages/domain/src/shared/index.ts";
import { StartError } from "../platform/start-error.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The payment that a person named: by the reference or id of an attempt, or of a gift, which stands for the attempt that
 * fulfilled it, else for its newest captured one, else for its newest.
 */
export async function findPayment(db: Db, named: string): Promise<string> {
  const text = named.trim();
  const id = uuidOf(text.toUpperCase()) ?? (UUID.test(text.toLowerCase()) ? text.toLowerCase() : null);
  const none = new StartError(`There is no payment and no gift ${named}.`);
  if (id === null) throw none;
  if ((await db.prisma.payment.count({ where: { id } })) === 1) return id;
  const payments = await db.prisma.payment.findMany({
    where: { pledgeId: id },
    orderBy: { attempt: "desc" },
    include: { pledge: { select: { fulfilledBy: true } } },
  });
  const chosen =
    payments.find((payment) => payment.pledge.fulfilledBy === payment.id) ??
    payments.find(({ capturedAt }) => capturedAt !== null) ??
    payments[0];
  if (chosen === undefined) throw none;
  return chosen.id;
}
