import * as z from "zod";
import { listDeliveries, listTries } from "../books/deliveries.ts";
import { deleteMails, listMails } from "../books/mails.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import { readQuery, zCursor, zLimit, zTranId } from "./input.ts";

const ROWS_STANDARD = 100;
const ROWS_MAX = 1_000;

const zDeliveriesQuery = z.strictObject({
  tranId: zTranId.optional(),
  before: zCursor(Number.MAX_SAFE_INTEGER),
  limit: zLimit(ROWS_STANDARD, ROWS_MAX),
});

/** What the shop was told, newest first, with each try and the answer it got. */
export function readDeliveries(world: World, call: Call): Answer {
  const { tranId = null, before, limit } = readQuery(call, zDeliveriesQuery);
  const deliveries = listDeliveries(world.books, { tranId, before, limit }).map(
    ({ tries: _count, ...delivery }) => ({
      ...delivery,
      tries: listTries(world.books, delivery.id),
    }),
  );
  return json({ deliveries, next: deliveries.length < limit ? null : (deliveries.at(-1)?.id ?? null) });
}

const zInboxQuery = z.strictObject({
  to: z.string().max(320).optional(),
  before: zCursor(Number.MAX_SAFE_INTEGER),
  limit: zLimit(ROWS_STANDARD, ROWS_MAX),
});

/** The mails, newest first; `to` is one whole address of the envelope. */
export function readInbox(world: World, call: Call): Answer {
  const { to = null, before, limit } = readQuery(call, zInboxQuery);
  const messages = listMails(world.books, { to, before, limit }).map(({ receivedAt, ...mail }) => ({
    ...mail,
    receivedAt: new Date(receivedAt).toISOString(),
  }));
  return json({ messages, next: messages.length < limit ? null : (messages.at(-1)?.id ?? null) });
}

export const emptyInbox = (world: World): Answer =>
  json({ deleted: world.books.transact(() => deleteMails(world.books)) });
