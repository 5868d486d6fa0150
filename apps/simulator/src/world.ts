import type { Books } from "./books/open-books.ts";
import type { FaultPlan } from "./control/fault-plan.ts";
import type { IpnSender } from "./ipn/sender.ts";
import type { Settings } from "./settings.ts";

/** What every room of the simulator works with. Made once, in `start.ts`. */
export type World = {
  readonly settings: Settings;
  /** Origin that browsers and shops are sent to, without a trailing slash. */
  readonly publicUrl: string;
  readonly smtpPort: number;
  readonly books: Books;
  readonly faults: FaultPlan;
  readonly ipn: IpnSender;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted when the process stops, so that nothing keeps it waiting. */
  readonly stopping: AbortSignal;
};
