/** What may lawfully be true of something: one state, or several after a crash until the database has been looked at. */
export class Lawful<T> {
  #states: readonly T[];

  constructor(state: T) {
    this.#states = [state];
  }

  /** The state that the database was last seen in. */
  get now(): T {
    const [state, ...others] = this.#states;
    if (state === undefined || others.length > 0) throw new Error("the database has not been looked at yet");
    return state;
  }

  /** These steps have happened one after the other, or perhaps only the first of them, or none. */
  step(isCertain: boolean, ...steps: readonly ((state: T) => T)[]): void {
    let reached = this.#states;
    const all = [reached];
    for (const step of steps) {
      reached = reached.map(step);
      all.push(reached);
    }
    this.#states = isCertain ? reached : all.flat();
  }

  /** The database says which it is. Answers false when it says something that is not lawful. */
  settle(isSeen: (state: T) => boolean): boolean {
    const seen = this.#states.find(isSeen);
    if (seen !== undefined) this.#states = [seen];
    return seen !== undefined;
  }

  /** For a failing test. */
  describe(): string {
    return this.#states.map((state) => JSON.stringify(state)).join(" or ");
  }
}
