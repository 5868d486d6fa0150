import { accountEvents } from "../account/index.ts";
import { campaignEvents } from "../campaign/index.ts";
import { guestEvents } from "../guest/index.ts";
import { heldEvents } from "../held/index.ts";
import { paymentEvents } from "../payment/index.ts";
import { pledgeEvents } from "../pledge/index.ts";
import { privacyEvents } from "../privacy/index.ts";
import { receiptEvents } from "../receipt/index.ts";
import { refundEvents } from "../refund/index.ts";
import { settlementEvents } from "../settlement/index.ts";

/** Every event that there is. A new one does not compile until someone has decided who listens to it. */
export const allEvents = [
  ...campaignEvents,
  ...pledgeEvents,
  ...paymentEvents,
  ...refundEvents,
  ...heldEvents,
  ...settlementEvents,
  ...receiptEvents,
  ...accountEvents,
  ...guestEvents,
  ...privacyEvents,
] as const;

export type EventType = (typeof allEvents)[number]["type"];
