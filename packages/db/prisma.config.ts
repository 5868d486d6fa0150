import path from "node:path";
import { defineConfig } from "prisma/config";
import { storedUrl } from "./src/embedded/data-folder.ts";

/** The embedded server keeps its port and password in the data folder that `pnpm dev` created. */
const dataFolder = process.env["CAREFORALL_DATA_DIR"] ?? path.join(import.meta.dirname, "../../.data");
const url =
  process.env["DATABASE_OWNER_URL"] ??
  process.env["DATABASE_URL"] ??
  storedUrl(path.join(dataFolder, "postgres"), "careforall");

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Generating the client needs no database; what does need one says that it has no URL.
  ...(url === null ? {} : { datasource: { url } }),
});
