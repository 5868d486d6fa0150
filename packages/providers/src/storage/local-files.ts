import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { assertFileName, type FileStore } from "@careforall/domain/upload";

/** Nobody but our own user reads them. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Keeps files in one folder, which no web server may serve by itself. The folder is made when it is needed. */
export function localFiles(folder: string): FileStore {
  const place = (name: string): string => {
    assertFileName(name);
    return path.join(folder, name);
  };
  return {
    put: async (name, bytes) => {
      const file = place(name);
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
      await writeFile(file, bytes, { flag: "wx", mode: FILE_MODE, flush: true });
    },
    read: async (name) => readFile(place(name)).catch(nullIfMissing),
    remove: async (name) => rm(place(name), { force: true }),
  };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
