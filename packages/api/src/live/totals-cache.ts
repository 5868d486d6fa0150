import type { Db } from "@careforall/db/client";
import { findTotals, type TotalsRow } from "@careforall/db/totals";
import { sharedRead } from "../context/shared-read.ts";
import type { LiveHub } from "./hub.ts";

/**
 * How long a total may be shown without being read again, even if nobody said that it changed. A connection can be dead
 * for minutes before anybody notices; a page does not update more often anyway.
 */
const KEPT_MS = 1_000;
/** More campaigns than this are not read within a second by one process that is in good health. */
const ENTRIES_MAX = 1_000;
/** After an attempt to hear changes: between failures there is no more than this one a second. */
const START_GAP_MS = 1_000;

type Kept = {
  readonly row: Promise<TotalsRow | null>;
  readonly until: number;
  /** Null until it was read: a change of any campaign may be one of this. */
  campaignId: string | null;
};

/**
 * The public totals of campaigns, kept in this process until somebody says that they changed. However many ask at once
 * for one that is not there, it is read once. While changes are not heard nothing is kept: every reader asks the database,
 * together with those who ask at the same moment.
 */
export class TotalsCache {
  readonly #db: Db;
  readonly #hub: LiveHub;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();
  #startAt = -Infinity;

  /** `now` in milliseconds; only tests replace it. */
  constructor(db: Db, hub: LiveHub, now = () => performance.now()) {
    this.#db = db;
    this.#hub = hub;
    this.#now = now;
    hub.onChange((campaignId) => this.#forget(campaignId));
  }

  /** Null for no public campaign; that is never kept. Throws what the database throws. */
  read(slug: string): Promise<TotalsRow | null> {
    if (!this.#hub.isHearing) {
      this.#startHearing();
      return sharedRead(this.#db, "totals.read", { slug }, () => findTotals(this.#db, slug));
    }
    const kept = this.#kept.get(slug);
    return kept !== undefined && this.#now() < kept.until ? kept.row : this.#load(slug);
  }

  #load(slug: string): Promise<TotalsRow | null> {
    const row = findTotals(this.#db, slug);
    const kept: Kept = { row, until: this.#now() + KEPT_MS, campaignId: null };
    const remove = (): void => {
      if (this.#kept.get(slug) === kept) this.#kept.delete(slug);
    };
    this.#kept.delete(slug); // So that the map has the youngest at its end.
    this.#kept.set(slug, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > ENTRIES_MAX && oldest !== undefined) this.#kept.delete(oldest);
    row.then((found) => (found === null ? remove() : (kept.campaignId = found.id)), remove);
    return row;
  }

  #forget(campaignId: string | null): void {
    for (const [slug, kept] of this.#kept) {
      if (campaignId === null || kept.campaignId === null || kept.campaignId === campaignId)
        this.#kept.delete(slug);
    }
  }

  #startHearing(): void {
    if (this.#now() < this.#startAt) return;
    this.#startAt = this.#now() + START_GAP_MS;
    // The source tells why; until it works, readers ask the database.
    this.#hub.start().catch(() => undefined);
  }
}
