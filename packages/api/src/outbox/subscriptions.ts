import { allEvents, type EventType } from "@careforall/domain/events";
import { DISPATCH, type KnownVersion, type Subscription } from "@careforall/db/outbox";

/** Who can listen to events. Each applies an event once; the order between them does not matter. */
export const CONSUMERS = [
  "totals",
  "public_gifts",
  "receipts",
  "receipt_numbers",
  "donations",
  "account_mail",
] as const;
export type Consumer = (typeof CONSUMERS)[number];

/**
 * Who listens to what. A new event does not compile until someone has decided here who cares, even if nobody does.
 */
const listeners = {
  "campaign.created": ["totals"],
  "campaign.activated": [],
  "campaign.updated": ["totals"],
  "campaign.closing": [],
  "campaign.completed": [],
  "campaign.expired": [],
  "campaign.goal_reached": [],
  "pledge.created": ["totals", "donations"],
  "pledge.payment_initiated": ["totals", "donations"],
  "pledge.completed": ["totals", "donations"],
  "pledge.failed": ["totals", "donations"],
  "pledge.refunded": ["totals", "donations"],
  "payment.initiated": [],
  "payment.pending": [],
  "payment.authorized": [],
  "payment.needs_review": [],
  "payment.captured": ["totals", "public_gifts", "receipts", "receipt_numbers"],
  "payment.held": [],
  "payment.failed": [],
  "payment.completed": [],
  "payment.refunded": ["totals", "public_gifts", "receipt_numbers", "donations"],
  "payment.refund_failed": ["totals", "public_gifts", "receipt_numbers", "donations"],
  // Held money was never a gift: no read model of gifts may hear of it.
  "case.refunded": [],
  "case.refund_failed": [],
  "receipt.copy_asked": ["receipts"],
  "account.link_asked": ["account_mail"],
  "account.registered_again": ["account_mail"],
  "account.verified": [],
  "account.password_changed": ["account_mail"],
  "account.email_changed": ["account_mail"],
  "account.factor_changed": ["account_mail"],
  "guest.letter_asked": ["account_mail"],
  "person.erased": [],
} as const satisfies Record<EventType, readonly Consumer[]>;

/** Who hears an event. */
export const listenersOf = (type: EventType): readonly Consumer[] => listeners[type];

/** Every shape of an event that this build understands. */
export const knownVersions: readonly KnownVersion[] = allEvents.map(({ type, version }) => ({
  type,
  version,
}));

/**
 * For the relay: every event that this build understands, with its listeners. While events are forwarded, the
 * forwarder hears every one; an event that is relayed while they are not is none of its business, now or later.
 */
export const subscriptionsFor = (isForwarding: boolean): readonly Subscription[] =>
  allEvents.map(({ type, version }) => ({
    type,
    version,
    consumers: isForwarding ? [...listeners[type], DISPATCH] : listeners[type],
  }));

/** The event types that a consumer hears. */
export const typesFor = (consumer: Consumer): readonly string[] =>
  allEvents.map(({ type }) => type).filter((type) => listenersOf(type).includes(consumer));
