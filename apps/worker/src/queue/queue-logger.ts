import type { Logger as OurLogger } from "@careforall/api/observe";
import { Logger } from "graphile-worker";

/** Sends the queue's own words into our log; its chatter about single jobs only when debugging. */
export const queueLogger = (log: OurLogger): Logger =>
  new Logger(() => (level, message) => {
    if (level === "error") log.error(message);
    else if (level === "warning") log.warn(message);
    else log.debug(message);
  });
