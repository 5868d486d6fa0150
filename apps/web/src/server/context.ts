import { newId, newToken } from "@careforall/api/context";
import type { RequestContext } from "@careforall/api/router";
import { headers } from "next/headers";
import { originOf } from "./origin.ts";
import { services, type WebServices } from "./services.ts";

export type WebContext = RequestContext & Pick<WebServices, "settings">;

/** The context of one request, from wherever its headers come. */
export const contextOf = (header: (name: string) => string | null): WebContext => ({
  ...services(),
  origin: originOf(header),
  newId,
  newToken,
  header,
});

/** The context of a page or route handler. */
export async function webContext(): Promise<WebContext> {
  const given = await headers();
  return contextOf((name) => given.get(name));
}
