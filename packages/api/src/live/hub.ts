import { EventEmitter, on } from "node:events";

/** Where notifications about changed campaigns come from: LISTEN, or Redis when it is there. */
export type LiveSource = {
  /** Calls back with a campaign id, or with null when some may have been missed (after a reconnect). */
  start(onChange: (campaignId: string | null) => void): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Fans changes of totals out to the open pages of this process. One connection to the source, however many pages.
 */
export class LiveHub {
  readonly #source: LiveSource;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #closing = new AbortController();
  #started: Promise<void> | undefined;
  #watchers = 0;

  constructor(source: LiveSource) {
    this.#source = source;
  }

  /** How many pages are watching now. */
  get watchers(): number {
    return this.#watchers;
  }

  /**
   * Yields once per change. The listener is attached when this resolves, so a snapshot read after it misses nothing.
   * Ends quietly when the reader leaves or the process stops.
   */
  async watch(campaignId: string, reader: AbortSignal): Promise<AsyncIterableIterator<true>> {
    this.#started ??= this.#source.start((changed) => this.#emit(changed));
    await this.#started;
    const signal = AbortSignal.any([reader, this.#closing.signal]);
    if (signal.aborted) return ended();
    const changes = on(this.#events, campaignId, { signal });
    return this.#follow(changes, signal);
  }

  async *#follow(changes: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<true> {
    this.#watchers++;
    try {
      for await (const _change of changes) yield true;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#watchers--;
    }
  }

  #emit(campaignId: string | null): void {
    const names = campaignId === null ? this.#events.eventNames() : [campaignId];
    for (const name of names) this.#events.emit(name);
  }

  /** Ends every stream, then the source: streams go first when a process stops. */
  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#source.stop();
  }
}

async function* ended(): AsyncGenerator<true> {
  // Nothing to follow.
}
