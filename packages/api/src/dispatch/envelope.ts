import type { DueDelivery } from "@careforall/db/outbox";

/** What a receiver outside is sent about one event; docs/events.md explains it to strangers. */
export type Envelope = {
  /** The same for every try and every replay: a receiver acts on it once. */
  readonly eventId: string;
  readonly eventType: string;
  readonly version: number;
  /** When the fact was committed, ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly subjectId: string;
  readonly data: unknown;
  readonly requestId: string | null;
};

export const envelopeOf = (delivery: DueDelivery): Envelope => ({
  eventId: delivery.eventId,
  eventType: delivery.type,
  version: delivery.version,
  timestamp: delivery.createdAt.toISOString(),
  subjectId: delivery.subjectId,
  data: delivery.data,
  requestId: delivery.requestId,
});
