import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zMaybeWhole, zText, zWhole } from "./row.ts";

/**
 * `queued` will be sent, `held` waits for a release, `dropped` never goes out, `sent` was sent by hand through the
 * control API; `delivered` and `failed` are how a queued one ends.
 */
export const DELIVERY_STATES = ["queued", "held", "delivered", "failed", "dropped", "sent"] as const;

const zDelivery = z.object({
  id: zWhole,
  kind: zText,
  tranId: zText,
  url: zText,
  body: zText,
  state: z.enum(DELIVERY_STATES),
  tries: zWhole,
  nextAt: zMaybeWhole,
  createdAt: zWhole,
});

const zTry = z.object({
  number: zWhole,
  at: zWhole,
  durationMs: zWhole,
  /** Null: no answer came; `answer` says why. */
  status: zMaybeWhole,
  answer: zText,
});

export type Delivery = z.output<typeof zDelivery>;
export type DeliveryTry = z.output<typeof zTry>;
export type TryResult = Omit<DeliveryTry, "number">;

const COLUMNS =
  "id, kind, tran_id as tranId, url, body, state, tries, next_at as nextAt, created_at as createdAt";

/** About an hour of a busy test; older finished ones are forgotten. */
const FINISHED_KEPT_MAX = 20_000;
/** Forgetting costs one statement, so it is done now and then. */
const FORGET_EVERY = 500;

/** Returns its id. Must run inside `transact`, beside the fact that it tells. */
export function insertDelivery(books: Books, delivery: Omit<Delivery, "id" | "tries">): number {
  const kept = books.find(
    z.object({ id: zWhole }),
    `insert into delivery (kind, tran_id, url, body, state, next_at, created_at) values (?, ?, ?, ?, ?, ?, ?)
     returning id`,
    delivery.kind,
    delivery.tranId,
    delivery.url,
    delivery.body,
    delivery.state,
    delivery.nextAt,
    delivery.createdAt,
  );
  if (kept === null) throw new Error("a delivery that was just written has no id");
  if (kept.id % FORGET_EVERY === 0) {
    books.run(
      "delete from delivery where id <= ? and state not in ('queued', 'held')",
      kept.id - FINISHED_KEPT_MAX,
    );
  }
  return kept.id;
}

export const listDueDeliveries = (books: Books, now: number, limit: number): Delivery[] =>
  books.list(
    zDelivery,
    `select ${COLUMNS} from delivery where state = 'queued' and next_at <= ? order by next_at, id limit ?`,
    now,
    limit,
  );

/** When the next one falls due after a moment, or null when none does. */
export const nextDeliveryAt = (books: Books, after: number): number | null =>
  books.find(
    z.object({ at: zMaybeWhole }),
    "select min(next_at) as at from delivery where state = 'queued' and next_at > ?",
    after,
  )?.at ?? null;

export const findDelivery = (books: Books, id: number): Delivery | null =>
  books.find(zDelivery, `select ${COLUMNS} from delivery where id = ?`, id);

export const listTries = (books: Books, deliveryId: number): DeliveryTry[] =>
  books.list(
    zTry,
    `select number, at, duration_ms as durationMs, status, answer from delivery_try where delivery_id = ?
     order by number`,
    deliveryId,
  );

export type DeliveryFilter = {
  readonly tranId: string | null;
  readonly before: number;
  readonly limit: number;
};

/** Newest first, older than a given one. */
export function listDeliveries(books: Books, { tranId, before, limit }: DeliveryFilter): Delivery[] {
  if (tranId === null) {
    return books.list(
      zDelivery,
      `select ${COLUMNS} from delivery where id < ? order by id desc limit ?`,
      before,
      limit,
    );
  }
  return books.list(
    zDelivery,
    `select ${COLUMNS} from delivery where tran_id = ? and id < ? order by id desc limit ?`,
    tranId,
    before,
    limit,
  );
}

/**
 * Writes one try and what becomes of the delivery. Does nothing when the books were emptied meanwhile. Must run inside
 * `transact`.
 */
export function recordTry(
  books: Books,
  id: number,
  result: TryResult,
  after: { readonly state: Delivery["state"]; readonly nextAt: number | null },
): void {
  const changed = books.run(
    "update delivery set tries = tries + 1, state = ?, next_at = ? where id = ?",
    after.state,
    after.nextAt,
    id,
  );
  if (changed === 0) return;
  books.run(
    `insert into delivery_try (delivery_id, number, at, duration_ms, status, answer)
     select id, tries, ?, ?, ?, ? from delivery where id = ?`,
    result.at,
    result.durationMs,
    result.status,
    result.answer,
    id,
  );
}

/** Lets held deliveries go; returns how many. */
export const releaseHeld = (books: Books, now: number): number =>
  books.run("update delivery set state = 'queued', next_at = ? where state = 'held'", now);
