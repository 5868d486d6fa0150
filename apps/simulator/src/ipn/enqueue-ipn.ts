import { insertDelivery } from "../books/deliveries.ts";
import type { Session } from "../books/sessions.ts";
import type { Transaction } from "../books/transactions.ts";
import { paymentFields } from "../sslcommerz/payment-fields.ts";
import { signFields } from "../sslcommerz/signature.ts";
import type { World } from "../world.ts";

/** The body of the notification (and of the browser's return) about one transaction. */
export function ipnBody(world: World, session: Session, about: Transaction): string {
  return new URLSearchParams(signedFields(world, session, about)).toString();
}

export const signedFields = (world: World, session: Session, about: Transaction): Record<string, string> =>
  signFields(paymentFields(session, about), world.settings.storePassword);

/**
 * Puts a notification into the queue, or wherever the planned trouble wants it. Must run inside the `transact` that
 * wrote the fact; call `world.ipn.wake()` after it. Null when the shop gave no address.
 */
export function enqueueIpn(world: World, session: Session, about: Transaction): number | null {
  if (session.ipnUrl === "") return null;
  const now = world.now();
  const fault = world.faults.take("ipn", ["hold", "drop", "delay", "duplicate"]);
  const delivery = {
    kind: about.status,
    tranId: session.tranId,
    url: session.ipnUrl,
    body: ipnBody(world, session, about),
    state: "queued" as const,
    nextAt: now,
    createdAt: now,
  };
  switch (fault?.mode) {
    case "hold":
      return insertDelivery(world.books, { ...delivery, state: "held", nextAt: null });
    case "drop":
      return insertDelivery(world.books, { ...delivery, state: "dropped", nextAt: null });
    case "delay":
      return insertDelivery(world.books, { ...delivery, nextAt: now + (fault?.delayMs ?? 0) });
    case "duplicate":
      insertDelivery(world.books, delivery);
      return insertDelivery(world.books, delivery);
    case undefined:
      return insertDelivery(world.books, delivery);
  }
}
