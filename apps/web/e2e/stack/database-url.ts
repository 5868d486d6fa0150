import { storedUrl } from "@careforall/db/embedded";
import { DATA } from "./addresses.ts";

/** The name that the platform gives to its embedded database. */
const NAME = "careforall";

export function databaseUrl(): string {
  const url = storedUrl(DATA.postgres, NAME);
  if (url === null) throw new Error(`no database was ever started in ${DATA.postgres}`);
  return url;
}
