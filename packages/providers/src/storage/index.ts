import type { FileStore } from "@careforall/domain/upload";
import { localFiles } from "./local-files.ts";
import { s3Files, type S3Settings } from "./s3-files.ts";

export type StorageSettings = {
  readonly uploads: {
    /** The folder, where there is no bucket. */
    readonly folder: string;
    /** Null: the folder. */
    readonly s3: S3Settings | null;
  };
};

/** Where files of uploads are kept, by the settings. */
export const createFiles = ({ uploads: { folder, s3 } }: StorageSettings): FileStore =>
  s3 === null ? localFiles(folder) : s3Files(s3);
