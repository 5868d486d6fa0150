/** Where something can end after its last try. A delivery's id is `consumer/event id`, a job's the queue's own. */
export const DEAD_SOURCES = ["inbox", "delivery", "job"] as const;
export type DeadSource = (typeof DEAD_SOURCES)[number];
