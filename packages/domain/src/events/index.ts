import { campaignEvents } from "../campaign/index.ts";
import { paymentEvents } from "../payment/index.ts";
import { pledgeEvents } from "../pledge/index.ts";
import { refundEvents } from "../refund/index.ts";
import { settlementEvents } from "../settlement/index.ts";

/** Every event that there is. A new one does not compile until someone has decided who listens to it. */
export const allEvents = [
  ...campaignEvents,
  ...pledgeEvents,
  ...paymentEvents,
  ...refundEvents,
  ...settlementEvents,
] as const;

export type EventType = (typeof allEvents)[number]["type"];

/** Whether this build understands an event: an unknown type or a newer version waits for a build that does. */
export const isKnownEvent = (type: string, version: number): type is EventType =>
  allEvents.some((event) => event.type === type && event.version === version);
