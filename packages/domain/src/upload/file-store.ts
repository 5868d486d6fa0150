/**
 * Where files of uploads are kept, under names of ours (`isFileName`). Anything that goes wrong is thrown; a file that is
 * not there is no failure.
 */
export type FileStore = {
  /** Writes a file once; when the promise is kept, the file survives a crash of the machine. */
  readonly put: (name: string, bytes: Uint8Array, type: string) => Promise<void>;
  readonly read: (name: string) => Promise<Uint8Array | null>;
  readonly remove: (name: string) => Promise<void>;
};
