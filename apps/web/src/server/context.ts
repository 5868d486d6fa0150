import { headers } from "next/headers";
import { contextOf, type WebContext } from "./request-context.ts";

/** The context of a page or route handler. */
export async function webContext(): Promise<WebContext> {
  const given = await headers();
  return contextOf((name) => given.get(name));
}

export type { WebContext };
