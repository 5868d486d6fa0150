import { assertFileName, type FileStore } from "@careforall/domain/upload";

/** A store of a test's own. `breakDown` lets every call fail until `mend`. */
export class MemoryFiles implements FileStore {
  readonly kept = new Map<string, Uint8Array>();
  #isBroken = false;

  readonly breakDown = (): void => void (this.#isBroken = true);
  readonly mend = (): void => void (this.#isBroken = false);

  readonly put = (name: string, bytes: Uint8Array): Promise<void> =>
    this.#do(name, () => void this.kept.set(name, bytes));

  readonly read = (name: string): Promise<Uint8Array | null> =>
    this.#do(name, () => this.kept.get(name) ?? null);

  readonly remove = (name: string): Promise<void> => this.#do(name, () => void this.kept.delete(name));

  #do<T>(name: string, act: () => T): Promise<T> {
    assertFileName(name);
    return this.#isBroken ? Promise.reject(new Error("no room on the disk")) : Promise.resolve(act());
  }
}
