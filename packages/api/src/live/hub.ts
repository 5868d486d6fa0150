/** Where notifications about changed campaigns come from: LISTEN, or Redis when it is there. */
export type LiveSource = {
  start(listener: LiveListener): Promise<void>;
  stop(): Promise<void>;
};

export type LiveListener = {
  /** A campaign changed; or null: from now on changes are heard (for the first time, or again), some may be missed. */
  readonly onChange: (campaignId: string | null) => void;
  /** Changes are not heard any more, until the next null. */
  readonly onLost: () => void;
};

/** One open page. Many changes while it is busy are one wake-up: it reads the present state anyway. */
class Watcher {
  #isDirty = false;
  #isOver = false;
  #wake: (() => void) | undefined;

  touch(): void {
    this.#isDirty = true;
    this.#wake?.();
  }

  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  /** Resolves to true at the next change, to false when the page has gone or the process stops. */
  async next(): Promise<boolean> {
    while (!this.#isDirty && !this.#isOver) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#isDirty = false;
    return !this.#isOver;
  }
}

/** Fans changes of totals out to the open pages of this process: one connection to the source, however many pages. */
export class LiveHub {
  readonly #source: LiveSource;
  readonly #watchers = new Map<string, Set<Watcher>>();
  #started: Promise<void> | undefined;
  #isHearing = false;
  #forget: ((campaignId: string | null) => void) | undefined;
  #isStopped = false;
  #count = 0;
  readonly #countByAddress = new Map<string, number>();

  constructor(source: LiveSource) {
    this.#source = source;
  }

  /** Whether changes are heard now. What was read before is true only while they are. */
  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** Calls back at each change (null: any may have happened), before any page is woken that would read again. */
  onChange(forget: (campaignId: string | null) => void): void {
    this.#forget = forget;
  }

  /** Begins to hear, once. */
  async start(): Promise<void> {
    this.#started ??= this.#source.start({
      onChange: (changed) => this.#touch(changed),
      onLost: () => (this.#isHearing = false),
    });
    try {
      await this.#started;
    } catch (error) {
      this.#started = undefined; // The next one tries again.
      throw error;
    }
  }

  /** How many pages are watching now. */
  get watchers(): number {
    return this.#count;
  }

  /** How many of them come from an address; those without one are not counted apart. */
  watchersFrom(address: string | null): number {
    return address === null ? 0 : (this.#countByAddress.get(address) ?? 0);
  }

  /**
   * Yields once per change, or once for several. The watcher is registered when this resolves, so a snapshot read
   * after it misses nothing. Ends quietly when the reader leaves or the process stops.
   */
  async watch(
    campaignId: string,
    reader: AbortSignal,
    address: string | null = null,
  ): Promise<AsyncGenerator<true>> {
    await this.start();
    const watcher = new Watcher();
    const watchers = this.#watchers.get(campaignId) ?? new Set();
    this.#watchers.set(campaignId, watchers.add(watcher));
    this.#add(address, 1);
    const leave = (): void => watcher.end();
    reader.addEventListener("abort", leave, { once: true });
    if (reader.aborted || this.#isStopped) watcher.end();
    return this.#follow(campaignId, address, watcher, () => reader.removeEventListener("abort", leave));
  }

  async *#follow(
    campaignId: string,
    address: string | null,
    watcher: Watcher,
    cleanUp: () => void,
  ): AsyncGenerator<true> {
    try {
      while (await watcher.next()) yield true;
    } finally {
      cleanUp();
      this.#add(address, -1);
      const watchers = this.#watchers.get(campaignId);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchers.delete(campaignId);
    }
  }

  #add(address: string | null, change: 1 | -1): void {
    this.#count += change;
    if (address === null) return;
    const count = this.watchersFrom(address) + change;
    if (count === 0) this.#countByAddress.delete(address);
    else this.#countByAddress.set(address, count);
  }

  #touch(campaignId: string | null): void {
    this.#isHearing ||= campaignId === null;
    this.#forget?.(campaignId);
    const sets = campaignId === null ? this.#watchers.values() : [this.#watchers.get(campaignId) ?? []];
    for (const watchers of sets) for (const watcher of watchers) watcher.touch();
  }

  /** Ends every stream, then the source: streams go first when a process stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isHearing = false;
    for (const watchers of this.#watchers.values()) for (const watcher of watchers) watcher.end();
    await this.#source.stop();
  }
}
