import { withTransaction } from "@careforall/db/client";
import { insertGuestRequest } from "@careforall/db/guest";
import { appendEvents } from "@careforall/db/outbox";
import { zAccountEmail } from "@careforall/domain/account";
import { type GuestPurpose, guestLetterAsked } from "@careforall/domain/guest";
import { zLocale, zText } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";

export const zFindMyGift = z.strictObject({
  email: zAccountEmail,
  /** As it is written on a receipt or remembered; gifts of this amount stand first in the letter. */
  amount: zText
    .trim()
    .max(40)
    .nullish()
    .transform((text) => (text ? text : null)),
  locale: zLocale.default("en"),
});

/**
 * Asks for a letter with the secret links of this address's gifts. The same is written for every address; whether it has
 * gifts is looked up when the letter is prepared, so that neither the answer nor its time tells.
 */
export async function findMyGift(ctx: Context, input: z.input<typeof zFindMyGift>): Promise<void> {
  await askLetter(ctx, "find_gifts", zFindMyGift.parse(input));
}

export const zAskErasure = z.strictObject({ email: zAccountEmail, locale: zLocale.default("en") });

/** Asks for a link by which a guest erases their data. Every address is answered alike. */
export async function askErasure(ctx: Context, input: z.input<typeof zAskErasure>): Promise<void> {
  await askLetter(ctx, "erase_gifts", { ...zAskErasure.parse(input), amount: null });
}

async function askLetter(
  ctx: Context,
  purpose: GuestPurpose,
  { email, amount, locale }: z.output<typeof zFindMyGift>,
): Promise<void> {
  const id = ctx.newId();
  const event = guestLetterAsked.create(id, { purpose, locale });
  await withTransaction(
    ctx.db,
    async (tx) => {
      await insertGuestRequest(tx, { id, purpose, email, amount, locale });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}
