import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "../..");

/** Everything that a platform on embedded defaults keeps. Git-ignored; deleting it begins anew. */
export interface DataPaths {
  readonly folder: string;
  readonly secrets: string;
  readonly postgres: string;
  readonly simulator: string;
  /** Pid files of what runs now. */
  readonly run: string;
}

export function dataPaths(environment: NodeJS.ProcessEnv): DataPaths {
  const folder = path.resolve(environment["CAREFORALL_DATA_DIR"] ?? path.join(ROOT, ".data"));
  return {
    folder,
    secrets: path.join(folder, "secrets.json"),
    postgres: path.join(folder, "postgres"),
    simulator: path.join(folder, "simulator"),
    run: path.join(folder, "run"),
  };
}
